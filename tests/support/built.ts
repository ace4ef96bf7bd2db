// Builds the bundles that a suite opens, once before it, where they are out of date.
import { ensureBuilt } from '../../scripts/ensure-built.ts'
import { ALL_BUNDLES } from '../../scripts/freshness.ts'

export const setup = () => ensureBuilt(ALL_BUNDLES)
