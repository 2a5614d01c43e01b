package io.pollux.settings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of t_settings, whose columns gemini-balance named; two of the names are reserved words. */
@Entity
@Table(name = "t_settings")
public class SettingRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(name = "`key`")
    private String name;

    @Column(name = "`value`")
    private String text;

    @Column(name = "description")
    private String description;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected SettingRow() {}

    SettingRow(String name, String text, Instant now) {
        this.name = name;
        this.text = text;
        this.description = name + " configuration setting";
        this.createdAt = now;
        this.updatedAt = now;
    }
}
