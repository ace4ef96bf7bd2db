// How long tests wait for what is sure to come.

/**
 * For `vi.waitFor` and `vi.waitUntil`, whose own second is too short on a machine that is busy with other things too, and where
 * something is tried again after up to two. Nothing passes by waiting.
 */
export const PATIENT = { timeout: 30_000 }
