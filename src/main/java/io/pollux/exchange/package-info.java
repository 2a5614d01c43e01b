/**
 * The words of the house: what a call, a Gemini call, a failure, a secret and a trail are.
 *
 * <p>Front door: all of it. Must not know: anything but the JDK.
 */
package io.pollux.exchange;
