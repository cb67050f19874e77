package io.sugang.local.system;

/**
 * How to bring a local system up.
 *
 * @param gatewayPort where students come in
 * @param seed which university
 * @param students how many of them, 1 to 100,000
 * @param services whether to start the four services, or only what they need
 */
public record SystemOptions(int gatewayPort, long seed, int students, boolean services) {}
