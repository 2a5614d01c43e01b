package io.pollux.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The administrator's token as the database knows it: a keyed hash. */
@Entity
@Table(name = "t_pollux_token")
public class TokenRow {
    @Id
    private String hash;

    @Column(name = "kind")
    @Enumerated(EnumType.STRING)
    private TokenKind kind;

    @Column(name = "created_at")
    private Instant createdAt;

    protected TokenRow() {}

    TokenRow(String hash, TokenKind kind, Instant createdAt) {
        this.hash = hash;
        this.kind = kind;
        this.createdAt = createdAt;
    }
}
