/**
 * Connections before anybody reads a request from them. Everything here runs on the event loop of
 * its connection, and on the acceptor's.
 */
package io.sugang.edge.connection;
