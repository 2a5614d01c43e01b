package io.pollux.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What is left of a key that was deleted: its keyed hash. */
@Entity
@Table(name = "t_pollux_key_tombstone")
public class Tombstone {
    @Id
    private String lookup;

    @Column(name = "key_id")
    private long keyId;

    @Column(name = "masked")
    private String masked;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Tombstone() {}

    Tombstone(ApiKey key, Instant deletedAt) {
        this.lookup = key.lookup();
        this.keyId = key.getId();
        this.masked = key.getMasked();
        this.deletedAt = deletedAt;
    }
}
