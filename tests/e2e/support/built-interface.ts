// Builds the interface that the host serves, once before the suite, where it is out of date. The host itself runs from its sources.
import { ensureBuilt } from '../../../scripts/ensure-built.ts'

export const setup = () => ensureBuilt(['renderer'])
