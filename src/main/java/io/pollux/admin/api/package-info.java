/**
 * The office for scripts: the management routes of gemini-balance and of the three balancers beside it, in their shapes,
 * as JSON.
 *
 * <p>Front door: {@link io.pollux.admin.api.ManagementDoor}, which every request passes and where it has to say who it is.
 * Must not know: the pages; the model surface.
 */
package io.pollux.admin.api;
