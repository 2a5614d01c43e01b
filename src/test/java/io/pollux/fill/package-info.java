/** Fills a database with as many keys and calls as a large installation has in a month: for looking at pages, and for measuring. */
package io.pollux.fill;
