// GET /metrics, for programs on this computer: the registry's figures in Prometheus' text form, among them those of this
// process and of its HTTP requests.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { Histogram, collectDefaultMetrics } from 'prom-client'
import type { Registry } from 'prom-client'
import type { OriginCheck } from '../auth/origins.ts'
import { requireLocal } from './operator-guard.ts'

/** Seconds: most answers come from memory or one page of the disk. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Measures every request to `app`, by route: never by the address asked for, of which there are without end. */
export function measureRequests(app: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of an HTTP request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}

const schema = {
  operationId: 'metrics',
  tags: ['operation'],
  summary: 'Figures for Prometheus. Refuses LOCAL_ONLY to other computers.',
  produces: ['text/plain'],
}

export interface MetricsOptions {
  registry: Registry
  originCheck: OriginCheck
}

/** Milliseconds between two looks at how late the event loop is. By default they wake an idle host 100 times a second. */
const LAG_SAMPLED = 100

/** Adds the figures of the process to the registry, once. */
export const metrics: FastifyPluginAsync<MetricsOptions> = async (app, { registry, originCheck }) => {
  requireLocal(app, originCheck)
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_SAMPLED })
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
