/**
 * The rush at size, against the running system. One thread sends and receives everything that
 * belongs to a round; another one holds the event streams; what they noted is judged afterwards.
 */
package io.sugang.benchmark;
