package io.pollux.settings;

/** One line of SAFETY_SETTINGS, in Gemini's own words. */
public record SafetyRule(String category, String threshold) {}
