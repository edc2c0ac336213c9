// Members of the public, each in a browser of their own and from a place of their own, who tell the authority of a child: so many
// in so long, evenly, from a process of its own. Told by a message what to send; only ever this machine, and a bounded number.

import { Agent, request } from 'node:http'

export type Flood = {
  address: string
  reports: number
  seconds: number
  /** Through every page, as people go; or through as few as the form lets pass, as a robot would. */
  way: 'whole' | 'short'
}
export type Flooded = {
  sent: number
  /** How many could not be sent, by what was answered. */
  failed: Record<string, number>
  requests: number
  /** Milliseconds of each request. */
  took: number[]
  /** How many different replies there were, apart from the reference and what is new in each page. One is wanted. */
  differentReplies: number
  references: string[]
}

const reportsMax = 20_000
const wait = (milliseconds: number) => new Promise<void>(done => setTimeout(done, Math.max(0, milliseconds)))
const base = '/missing-education/001/tell-us'

async function flood(order: Flood): Promise<Flooded> {
  const { hostname, port } = new URL(order.address)
  if (hostname !== 'localhost' && hostname !== '127.0.0.1') throw new Error('Only this machine is pressed')
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const many = Math.min(order.reports, reportsMax)
  const took: number[] = []
  const failed: Record<string, number> = {}
  const replies = new Set<string>()
  const references: string[] = []

  type Answer = { status: number; location: string; html: string }
  const ask = (
    jar: Map<string, string>,
    place: string,
    path: string,
    form?: Record<string, string>,
  ): Promise<Answer> =>
    new Promise((done, fail) => {
      const at = performance.now()
      const body = form && new URLSearchParams(form).toString()
      const asked = request(
        {
          hostname,
          port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          agent,
          headers: {
            // As a proxy in front of the service says where a request comes from.
            'x-forwarded-for': place,
            cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(body !== undefined && {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        reply => {
          const parts: Buffer[] = []
          reply.on('data', part => parts.push(part))
          reply.once('error', fail)
          reply.once('end', () => {
            took.push(performance.now() - at)
            for (const cookie of reply.headers['set-cookie'] ?? []) {
              const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
              jar.set(name!, value!)
            }
            const location = reply.headers.location ?? ''
            done({ status: reply.statusCode ?? 0, location, html: Buffer.concat(parts).toString() })
          })
        },
      )
      asked.once('error', fail)
      asked.end(body)
    })

  async function tell(number: number): Promise<void> {
    const jar = new Map<string, string>()
    const place = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
    let page = await ask(jar, place, `${base}/danger`)
    // One token serves every page of one browser.
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const told: Record<string, Record<string, string>> = {
      danger: { danger: number % 20 === 0 ? 'yes' : 'no' },
      child: { forename: `Made${number}`, surname: `Upname${number % 500}`, age: 'about 8', others: '' },
      where: { where: `Example Road ${number}`, when: 'last week' },
      why: { why: `Number ${number} has not been seen in a school` },
      worry: { worry: '' },
      reply: { reply: 'no' },
      check: {},
    }
    for (const [step, answers] of Object.entries(told)) {
      if (order.way === 'short' && ['child', 'where', 'worry'].includes(step)) continue
      const came = await ask(jar, place, `${base}/${step}`, { formToken, ...answers })
      if (came.status !== 303) throw new Error(`${step}: ${came.status}`)
      if (order.way === 'short' && step !== 'check') continue
      page = await ask(jar, place, came.location)
      if (came.location.endsWith('/call-999')) page = await ask(jar, place, `${base}/child`)
    }
    const reference = /P-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(page.html)?.[0]
    if (page.status !== 200 || !reference) throw new Error(`sent: ${page.status}`)
    references.push(reference)
    replies.add(page.html.replaceAll(reference, '').replaceAll(/(formToken" value|nonce)="[^"]+"/g, ''))
  }

  const started = performance.now()
  const under: Promise<void>[] = []
  for (let number = 1; number <= many; number += 1) {
    await wait(started + (number * order.seconds * 1000) / many - performance.now())
    under.push(
      tell(number).catch(error => {
        const why = (error as Error).message
        failed[why] = (failed[why] ?? 0) + 1
      }),
    )
  }
  await Promise.all(under)
  agent.destroy()
  return {
    sent: references.length,
    failed,
    requests: took.length,
    took,
    differentReplies: replies.size,
    references,
  }
}

process.on('message', async (order: Flood) => {
  process.send?.(await flood(order))
})
process.once('disconnect', () => process.exit(0))
