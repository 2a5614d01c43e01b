/**
 * The page of the Google projects that somebody has named: how the keys of each stand.
 *
 * <p>Front door: {@link io.pollux.admin.projects.ProjectsView}. Must not know: other pages.
 */
package io.pollux.admin.projects;
