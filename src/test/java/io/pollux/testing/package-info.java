/**
 * What tests stand on: a Gemini that runs on this machine and does what a script tells it, and a clock that is moved by
 * hand. Front doors: {@link io.pollux.testing.FakeGemini}, {@link io.pollux.testing.ManualClock}. It must not know any
 * room of Pollux, so that it can bear witness against each of them.
 */
package io.pollux.testing;
