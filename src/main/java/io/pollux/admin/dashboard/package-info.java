/**
 * The page /dashboard: what is wrong first, then how calls do, in figures and charts.
 *
 * <p>Front door: {@link io.pollux.admin.dashboard.DashboardView}. Must not know: how figures are kept.
 */
package io.pollux.admin.dashboard;
