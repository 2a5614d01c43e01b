package io.pollux.settings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of t_pollux_setting_change. Written once, never changed. */
@Entity
@Table(name = "t_pollux_setting_change")
public class ChangeRow {
    private static final int LONGEST_WHO = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "name")
    private String name;

    @Column(name = "secret")
    private boolean secret;

    @Lob
    @Column(name = "before_text")
    private String beforeText;

    @Lob
    @Column(name = "after_text")
    private String afterText;

    protected ChangeRow() {}

    ChangeRow(SettingChange change) {
        this.changedAt = change.at();
        this.changedBy = change.who().length() > LONGEST_WHO ? change.who().substring(0, LONGEST_WHO) : change.who();
        this.name = change.name();
        this.secret = change.secret();
        this.beforeText = change.before().orElse(null);
        this.afterText = change.after().orElse(null);
    }

    SettingChange change() {
        return new SettingChange(
                id,
                changedAt,
                changedBy,
                name,
                Optional.ofNullable(beforeText),
                Optional.ofNullable(afterText),
                secret);
    }
}
