/** Runs the whole system on one machine. */
package io.sugang.local;
