/**
 * Pollux as it is shipped, seen from outside: official clients, failing keys, broken streams, bad input. Knows the WAR in
 * a server and the fake Gemini behind it, and nothing of how Pollux is made.
 */
package io.pollux.shipped;
