/** The page of what is done by the clock. Front door: the bean {@code jobsView}. Must not know: other pages. */
package io.pollux.admin.jobs;
