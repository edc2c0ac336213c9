// Peers that take messages, and that lie: a mail server and a GOV.UK Notify of our own, which remember what they took.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** `ends` takes the whole message and goes away without a word; `refuses` says no; `later` says not now. */
export type Mood = 'honest' | 'ends' | 'refuses' | 'later'
type Test = { after(action: () => Promise<void>): void }

export async function mailPeer(t: Test) {
  const peer = { mood: 'honest' as Mood, taken: [] as { to: string[]; words: string }[], url: '' }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (peer.mood === 'refuses') return done(Object.assign(new Error('No'), { responseCode: 550 }))
        if (peer.mood === 'later') return done(Object.assign(new Error('Later'), { responseCode: 451 }))
        peer.taken.push({
          to: session.envelope.rcptTo.map(one => one.address),
          words: Buffer.concat(parts).toString('utf8'),
        })
        if (peer.mood === 'ends') {
          for (const connection of (
            server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }
          ).connections) {
            connection._socket.destroy()
          }
          return
        }
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', () => ready()))
  peer.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  t.after(() => new Promise<void>(done => server.close(() => done())))
  return peer
}

export type NotifyTaken = { id: string; reference: string; to: string; words: string; status: string }
export async function notifyPeer(t: Test) {
  const peer = { mood: 'honest' as Mood, taken: [] as NotifyTaken[], posts: 0, url: '' }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const say = (status: number, data: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(data))
      }
      const url = new URL(request.url ?? '/', 'http://localhost')
      if (request.method === 'GET') {
        const one = /^\/v2\/notifications\/(.+)$/.exec(url.pathname)?.[1]
        if (one) return say(200, peer.taken.find(taken => taken.id === one) ?? { status: 'created' })
        const reference = url.searchParams.get('reference')
        return say(200, { notifications: peer.taken.filter(taken => taken.reference === reference) })
      }
      peer.posts += 1
      if (peer.mood === 'refuses') return say(400, { errors: [] })
      if (peer.mood === 'later') return say(429, { errors: [] })
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string>
      const id = `id-${peer.taken.length + 1}`
      peer.taken.push({
        id,
        reference: body.reference ?? '',
        to: body.email_address ?? body.phone_number ?? '',
        words: JSON.stringify(body.personalisation),
        status: 'sending',
      })
      if (peer.mood === 'ends') return void request.socket.destroy()
      say(201, { id })
    })
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', () => ready()))
  peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  t.after(
    () =>
      new Promise<void>(done => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  )
  return peer
}
