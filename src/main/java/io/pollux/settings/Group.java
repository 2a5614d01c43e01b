package io.pollux.settings;

/** How an operator thinks of the settings: the sections of {@code .env.example} and of the configuration page. */
public enum Group {
    DATABASE("Database and start"),
    ACCESS("Who may call"),
    KEYS("Keys"),
    CALLS("Calls to Google"),
    MODELS("Models and answers"),
    STREAMS("Streams"),
    SPEECH("Speech"),
    IMAGES("Images and files"),
    RECORDS("Records and the clock");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
