/** How services take messages from queues, and what becomes of each. */
package io.sugang.lifecycle.queue;
