package io.pollux.simulation;

/**
 * What each project may ask of one model, as on Google's free tier.
 *
 * @param model its name
 * @param perMinute requests in any minute
 * @param tokensPerMinute input tokens in any minute
 * @param perDay requests in a Pacific day
 */
record Limits(String model, int perMinute, long tokensPerMinute, int perDay) {}
