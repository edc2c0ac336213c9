// Serves pages: who is it, may they, open the transaction on their behalf, run the page, write the look down,
// answer. It knows nothing of what the pages are about; app.ts hands it the functions that do.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import cookies from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { inTransaction, type Sql, type Tx, type ViewerSettings } from '../db.ts'
import { NotFound } from '../errors.ts'
import { digestOf } from '../ids.ts'
import { createGate } from './gate.ts'
import {
  type ChildrenView,
  type ChildView,
  type Download,
  isDownload,
  isRedirect,
  type OpenPage,
  type PageRequest,
  type Redirect,
  type StaffPage,
  text,
  type Upload,
  type View,
} from './page.ts'
import { createTemplates, script, styleSheet } from './templates.ts'

/** A signed-in session as the platform needs it. `secret` ties forms to it. */
export type WebSession<V> = { viewer: V; secret: string; factorAt: Date | undefined; idleSeconds: number }

/** What app.ts gives the platform: the two functions of access, and what stands around every page. */
export type WebHooks<V, A extends string> = {
  session(cookie: string, now: Date): Promise<WebSession<V> | undefined>
  may(viewer: V, action: A): boolean
  settings(viewer: V): ViewerSettings
  recordLooks(tx: Tx, viewer: V, subjects: readonly string[], page: string, why?: string): Promise<void>
  /** The form was done before? Where it led. Takes a lock so that two at once become one after the other. */
  submitted(tx: Tx, viewer: V, key: string): Promise<string | undefined>
  rememberSubmission(tx: Tx, viewer: V, key: string, location: string): Promise<void>
  frame(viewer: V | undefined, section: string | undefined): Record<string, unknown>
}

export type WebOptions<V, A extends string> = {
  sql: Sql
  clock: Clock
  publicUrl: string
  demonstration: boolean
  pages: readonly StaffPage<V, A>[]
  openPages: readonly OpenPage[]
  hooks: WebHooks<V, A>
  logLevel?: string
}

const signedOutCookie = 'onroll-visitor'
/** So many of a crowd may wait for their page. */
const crowdMost = 500
/** Long enough to come back to a form that was sent by a one-time link, on the same telephone. */
const visitorSeconds = 14 * 24 * 3600

/** The cookie's name: bound to the host where the address is https, plain on a person's own machine. */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-onroll' : 'onroll'

export function createWeb<V, A extends string>(options: WebOptions<V, A>): FastifyInstance {
  const { sql, clock, hooks } = options
  const secure = options.publicUrl.startsWith('https:')
  const cookieName = sessionCookieName(options.publicUrl)
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure }
  const templates = createTemplates()
  const css = styleSheet()
  const js = script()
  const icon = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8')
  const cssPath = `/assets/onroll-${digestOf(css).slice(0, 12)}.css`
  const jsPath = `/assets/onroll-${digestOf(js).slice(0, 12)}.js`
  const services = { sql, clock, demonstration: options.demonstration, publicUrl: options.publicUrl }

  const web = Fastify({
    logger: {
      level: options.logLevel ?? 'warn',
      // An address can hold a child's token and a query what was searched for: neither is logged.
      serializers: {
        req: request => ({ method: request.method, route: request.routeOptions?.url ?? 'none' }),
      },
    },
    trustProxy: 'loopback',
    bodyLimit: 1_000_000,
    requestTimeout: 60_000,
    forceCloseConnections: true,
  })
  web.addHook('onListen', async () => templates.warm())
  web.register(cookies)
  web.register(formbody)
  web.register(multipart, { limits: { files: 1, fields: 50, parts: 60 } })

  web.addHook('onRequest', async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    reply.cspNonce = nonce
    reply.headers({
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    })
  })

  const asset = (path: string, type: string, content: string): void => {
    web.get(path, async (_request, reply) =>
      reply.headers({ 'cache-control': 'public, max-age=31536000, immutable' }).type(type).send(content),
    )
  }
  asset(cssPath, 'text/css; charset=utf-8', css)
  asset(jsPath, 'text/javascript; charset=utf-8', js)
  asset('/assets/icon.svg', 'image/svg+xml', icon)
  web.get('/health/live', async () => ({ live: true }))
  web.get('/health/ready', async (_request, reply) => {
    try {
      await sql`select 1 from installation`
      return { ready: true }
    } catch {
      return reply.code(503).send({ ready: false })
    }
  })

  // A form's token: a nonce that makes sending twice do it once, signed with the session's secret so that no other
  // site and no other session could have made it.
  const sign = (secret: string, nonce: string) =>
    createHmac('sha256', secret).update(nonce).digest('base64url').slice(0, 32)
  const newFormToken = (secret: string) => {
    const nonce = randomBytes(12).toString('base64url')
    return `${nonce}.${sign(secret, nonce)}`
  }
  const nonceOf = (secret: string, token: string): string | undefined => {
    const [nonce, signature] = token.split('.')
    if (!nonce || signature?.length !== 32) return undefined
    return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(secret, nonce))) ? nonce : undefined
  }

  function show(reply: FastifyReply, view: View, viewer: V | undefined, extra: object, section?: string) {
    const errors = view.errors ?? []
    const html = templates.render(view.template, {
      ...view.data,
      errors,
      errorList: errors.map(error => ({ text: error.text, href: `#${error.field}` })),
      cspNonce: reply.cspNonce,
      frame: {
        ...hooks.frame(viewer, section),
        demonstration: options.demonstration,
        styleSheet: cssPath,
        script: jsPath,
        section,
      },
      ...extra,
    })
    return reply
      .code(view.status ?? (errors.length ? 422 : 200))
      .type('text/html; charset=utf-8')
      .send(html)
  }
  // So that even a page that says no keeps its frame around it.
  const sessions = new WeakMap<FastifyRequest, WebSession<V>>()
  const message = (reply: FastifyReply, status: number, heading: string, ...paragraphs: string[]) => {
    const session = sessions.get(reply.request)
    return show(
      reply,
      { template: 'platform/web/templates/message.njk', status, data: { heading, paragraphs } },
      session?.viewer,
      session ? { formToken: newFormToken(session.secret) } : {},
    )
  }
  const notFound = (reply: FastifyReply) =>
    message(
      reply,
      404,
      'Page not found',
      'There is no such page, or it is not one you may open. Check the address, or go back to the start.',
    )

  const sessionOf = async (request: FastifyRequest): Promise<WebSession<V> | undefined> => {
    const cookie = request.cookies[cookieName]
    const session = cookie ? await hooks.session(cookie, clock.now()) : undefined
    if (session) sessions.set(request, session)
    return session
  }
  /** Someone not signed in still gets forms that only their own browser can send. */
  const visitorSecret = (request: FastifyRequest, reply: FastifyReply): string => {
    const known = request.cookies[signedOutCookie]
    if (known && known.length >= 32) return known
    const secret = randomBytes(32).toString('base64url')
    reply.setCookie(signedOutCookie, secret, { ...cookieOptions, maxAge: visitorSeconds })
    return secret
  }
  const banner = (request: FastifyRequest, reply: FastifyReply): string | undefined => {
    const says = request.cookies['onroll-says']
    if (says !== undefined) reply.clearCookie('onroll-says', cookieOptions)
    return says
  }
  const finish = (reply: FastifyReply, result: Redirect) => {
    // Until the browser closes and no longer: it is shown and cleared by the next page.
    if (result.says) reply.setCookie('onroll-says', result.says, cookieOptions)
    if (result.cookie) {
      if (result.cookie.value === null) {
        reply.clearCookie(result.cookie.name, cookieOptions)
        if (result.forgetVisitor) reply.clearCookie(signedOutCookie, cookieOptions)
        reply.header('clear-site-data', '"cache", "storage"')
      } else reply.setCookie(result.cookie.name, result.cookie.value, cookieOptions)
    }
    return reply.redirect(result.redirect, 303)
  }
  const sameOrigin = (request: FastifyRequest): boolean => {
    const origin = request.headers.origin
    if (origin === undefined || origin === 'null') return request.headers['sec-fetch-site'] !== 'cross-site'
    return URL.canParse(origin) && new URL(origin).host === request.headers.host
  }
  /** A question asked twice in one address counts once: pages read words, not lists. */
  const queryOf = (request: FastifyRequest): Record<string, string | undefined> =>
    Object.fromEntries(
      Object.entries(request.query as Record<string, string | string[]>).map(([name, value]) => [
        name,
        Array.isArray(value) ? value[0] : value,
      ]),
    )
  async function readBody(
    request: FastifyRequest,
    bytesMax: number | undefined,
  ): Promise<{ body: PageRequest<V>['body']; upload?: Upload }> {
    if (!request.isMultipart()) return { body: (request.body ?? {}) as PageRequest<V>['body'] }
    const body: Record<string, string> = {}
    let upload: Upload | undefined
    for await (const part of request.parts({ limits: { fileSize: bytesMax ?? 0 } })) {
      if (part.type === 'field') body[part.fieldname] = String(part.value)
      else {
        const bytes = await part.toBuffer()
        if (bytes.length) upload = { fieldName: part.fieldname, fileName: part.filename, bytes }
      }
    }
    return upload ? { body, upload } : { body }
  }

  // Pages that a crowd may press: one at a time while somebody signed in waits, else a few.
  let signedInUnderWay = 0
  const gate = createGate(() => (signedInUnderWay > 0 ? 1 : 3), crowdMost)
  type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  const counted =
    (handle: Handle): Handle =>
    async (request, reply) => {
      signedInUnderWay += 1
      try {
        return await handle(request, reply)
      } finally {
        signedInUnderWay -= 1
        gate.wake()
      }
    }
  const throughGate =
    (handle: Handle): Handle =>
    async (request, reply) => {
      if (!(await gate.enter())) {
        return message(
          reply,
          503,
          'Very many people are here just now',
          'Try again in a minute. Nothing that you wrote before is lost.',
          'If a child is in danger now, call 999.',
        )
      }
      try {
        return await handle(request, reply)
      } finally {
        gate.leave()
      }
    }

  for (const page of options.pages) {
    const handle = (method: 'get' | 'post') => async (request: FastifyRequest, reply: FastifyReply) => {
      const session = await sessionOf(request)
      if (!session) {
        if (method === 'get') return reply.redirect('/sign-in', 303)
        return message(reply, 401, 'You are signed out', 'Sign in again, then send the form once more.')
      }
      const { viewer, secret } = session
      if (!hooks.may(viewer, page.allow)) return notFound(reply)
      const { body, upload } = method === 'post' ? await readBody(request, page.uploadBytesMax) : { body: {} }
      const nonce = method === 'post' ? nonceOf(secret, text(body, 'formToken')) : undefined
      if (method === 'post' && (!nonce || !sameOrigin(request))) {
        return message(
          reply,
          403,
          'This form could not be sent',
          'Open the page again and send it from there.',
        )
      }
      // With the address: another form of the same page, or of another, is not this one sent twice.
      const sent = nonce && `${nonce}.${digestOf(request.url.replace(/[?].*$/s, '')).slice(0, 16)}`
      const result = await inTransaction(sql, hooks.settings(viewer), async tx => {
        if (sent) {
          const before = await hooks.submitted(tx, viewer, sent)
          if (before !== undefined) return { redirect: before } as Redirect
        }
        const handler = page[method]!
        const given = await handler({
          db: tx,
          viewer,
          params: request.params as Record<string, string>,
          query: queryOf(request),
          body,
          ...(upload ? { upload } : {}),
          today: clock.today(),
          now: clock.now(),
          factorAt: session.factorAt,
          services,
        })
        if (isRedirect(given)) {
          if (sent) await hooks.rememberSubmission(tx, viewer, sent, given.redirect)
          return given
        }
        const { child, why, children } = given as Partial<ChildView & ChildrenView>
        if (child) await hooks.recordLooks(tx, viewer, [child], page.path, why)
        if (children) await hooks.recordLooks(tx, viewer, children, page.path)
        return given as View | Download
      })
      if (isRedirect(result)) return finish(reply, result)
      if (isDownload(result)) {
        return reply
          .type(result.type)
          .header(
            'content-disposition',
            `attachment; filename="${result.fileName.replaceAll(/[^\w.-]/g, '_')}"`,
          )
          .send(result.content)
      }
      const extra = { formToken: newFormToken(secret), says: banner(request, reply) }
      return show(reply, result, viewer, extra, page.section)
    }
    if (page.get) web.get(page.path, counted(handle('get')))
    if (page.post)
      web.post(page.path, { bodyLimit: page.uploadBytesMax ?? 1_000_000 }, counted(handle('post')))
  }

  for (const page of options.openPages) {
    const handle = (method: 'get' | 'post') => async (request: FastifyRequest, reply: FastifyReply) => {
      const session = await sessionOf(request)
      const visitor = visitorSecret(request, reply)
      const secret = session?.secret ?? visitor
      const { body } = method === 'post' ? await readBody(request, undefined) : { body: {} }
      if (method === 'post' && (!nonceOf(secret, text(body, 'formToken')) || !sameOrigin(request))) {
        return message(
          reply,
          403,
          'This form could not be sent',
          'Open the page again and send it from there.',
        )
      }
      const result = await sql.begin(tx =>
        page[method]!({
          db: tx,
          viewer: undefined,
          params: request.params as Record<string, string>,
          query: queryOf(request),
          body: {
            ...body,
            ip: request.ip,
            userAgent: request.headers['user-agent'] ?? '',
            cookie: request.cookies[cookieName],
            browser: digestOf(`browser ${visitor}`),
            ownCookie: page.cookie === undefined ? undefined : request.cookies[page.cookie],
          },
          today: clock.today(),
          now: clock.now(),
          factorAt: undefined,
          services,
        }),
      )
      if (isRedirect(result)) return finish(reply, result)
      const extra = { formToken: newFormToken(secret), says: banner(request, reply) }
      return show(reply, result as View, session?.viewer, extra, page.section)
    }
    const bounded = page.crowd ? throughGate : (one: Handle) => one
    if (page.get) web.get(page.path, bounded(handle('get')))
    if (page.post) web.post(page.path, bounded(handle('post')))
  }

  web.setNotFoundHandler(async (request, reply) => {
    await sessionOf(request)
    return notFound(reply)
  })
  web.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    if (error instanceof NotFound) return notFound(reply)
    if (error.code === 'FST_REQ_FILE_TOO_LARGE' || error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return message(reply, 413, 'The file is too big', 'Split it into smaller files and send each of them.')
    }
    // 22P02: a token in the address was not one; 22021, 22P05: nor is a character that no text may hold. Class 08, 57P: the
    // database is away.
    if (['22P02', '22021', '22P05'].includes(error.code ?? '')) return notFound(reply)
    if (
      error.code?.startsWith('08') ||
      error.code?.startsWith('57P') ||
      /CONNECT|ECONN|ENOENT/.test(error.code ?? '')
    ) {
      return message(
        reply,
        503,
        'Try again in a moment',
        'Onroll cannot reach its records just now. Nothing you saved before is lost.',
      )
    }
    if (error.code === '25006') {
      return message(
        reply,
        503,
        'Saving is not possible just now',
        'You can look, but nothing can be saved until this is mended. Nothing was half saved.',
      )
    }
    if (error.statusCode && error.statusCode < 500) {
      return message(
        reply,
        error.statusCode,
        'This could not be read',
        'Go back, check what you sent, and try again.',
      )
    }
    // No message or detail of the error: either may quote what a person typed.
    request.log.error(
      { name: error.name, code: error.code, stack: error.stack?.split('\n').slice(1, 6) },
      'fault',
    )
    return message(
      reply,
      500,
      'Sorry, there is a problem',
      'Nothing was saved. Try again. If it happens again, tell whoever looks after Onroll where you work.',
    )
  })
  return web
}

declare module 'fastify' {
  interface FastifyReply {
    cspNonce: string
  }
}
