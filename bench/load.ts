// Presses pages from a process of its own, so that pressing takes nothing from the one that answers. Told by a message what
// to press; only ever this machine, for a time and a number of requests that are bounded.

import { Agent, request } from 'node:http'
import { gzipSync } from 'node:zlib'

export type Order = {
  /** http://localhost:PORT, or nothing is pressed. */
  address: string
  connections: number
  seconds: number
  /** Each connection goes through these in turn, as the person whose cookie stands beside. */
  presses: readonly {
    path: string
    cookie: string
    form?: Readonly<Record<string, string>>
    /** What kind of page it is, where times are wanted by kind. */
    name?: string
  }[]
  /** So long each connection rests between two pages, as a person reads; on average, and never the same for two. */
  restMilliseconds?: number
}
export type Pressed = {
  /** Milliseconds from sending to the last byte, one for each request. */
  took: number[]
  /** The same by the kind of page. */
  tookBy: Record<string, number[]>
  seconds: number
  statuses: Record<string, number>
  /** The largest page, as it is and compressed. */
  bytesMax: number
  gzipBytesMax: number
}

const requestsMax = 200_000
const rest = (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds))

async function press(order: Order): Promise<Pressed> {
  const { hostname, port } = new URL(order.address)
  if (hostname !== 'localhost' && hostname !== '127.0.0.1') throw new Error('Only this machine is pressed')
  const agent = new Agent({ keepAlive: true, maxSockets: order.connections })
  const took: number[] = []
  const tookBy: Record<string, number[]> = {}
  const statuses: Record<string, number> = {}
  let largest = Buffer.alloc(0)
  let next = 0
  const started = performance.now()
  const until = started + order.seconds * 1000
  const one = (press: Order['presses'][number]) =>
    new Promise<void>((done, fail) => {
      const at = performance.now()
      const body = press.form ? new URLSearchParams(press.form).toString() : undefined
      const headers = {
        cookie: press.cookie,
        ...(body
          ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }
          : {}),
      }
      const asked = request(
        { hostname, port, path: press.path, method: body ? 'POST' : 'GET', agent, headers },
        reply => {
          const parts: Buffer[] = []
          reply.on('data', part => parts.push(part))
          reply.once('error', fail)
          reply.once('end', () => {
            const milliseconds = performance.now() - at
            took.push(milliseconds)
            if (press.name !== undefined) {
              tookBy[press.name] ??= []
              tookBy[press.name]!.push(milliseconds)
            }
            const status = String(reply.statusCode)
            statuses[status] = (statuses[status] ?? 0) + 1
            const html = Buffer.concat(parts)
            if (html.length > largest.length) largest = html
            done()
          })
        },
      )
      asked.once('error', fail)
      asked.end(body)
    })
  const connection = async () => {
    if (order.restMilliseconds) await rest(order.restMilliseconds * Math.random())
    while (performance.now() < until && took.length < requestsMax) {
      await one(order.presses[next++ % order.presses.length]!)
      if (order.restMilliseconds) await rest(order.restMilliseconds * (0.5 + Math.random()))
    }
  }
  await Promise.all(Array.from({ length: order.connections }, connection))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { took, tookBy, seconds, statuses, bytesMax: largest.length, gzipBytesMax: gzipSync(largest).length }
}

process.on('message', async (order: Order) => {
  process.send?.(await press(order))
})
process.once('disconnect', () => process.exit(0))
