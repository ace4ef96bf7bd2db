// Figures for /metrics that somebody counts anyway: they are read when the registry is asked.
import { Counter, Gauge, type Registry } from 'prom-client'

/** What is the case now. Names begin with `sarangbang_`. */
export function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name: `sarangbang_${name}`,
    help,
    registers: [registry],
    collect() {
      this.set(read())
    },
  })
}

/** What has come together since the start, and never becomes less. Names end with `_total`. */
export function total(registry: Registry, name: string, help: string, read: () => number): void {
  new Counter({
    name: `sarangbang_${name}_total`,
    help,
    registers: [registry],
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}
