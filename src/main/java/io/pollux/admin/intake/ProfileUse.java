package io.pollux.admin.intake;

/** What becomes of the profiles that another gateway has sorted its keys into. */
public enum ProfileUse {
    /** A word for the group; each key counts its quota by itself. */
    LABEL,
    /** The Google project: its keys share one quota, and cool together. */
    PROJECT
}
