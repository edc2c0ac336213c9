// Turns a template and its data into HTML. Templates are named by where they are under src; GOV.UK's macros by
// their own names. They choose and print; they compute nothing.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { about, type FormErrors } from './page.ts'

const src = join(import.meta.dirname, '..', '..')
const packages = join(src, '..', 'node_modules')

export type Templates = { render(template: string, data: object): string; warm(): void }

/** The one template engine of a process. Compiled templates are kept; `warm` renders nothing but compiles all, by and by. */
export function createTemplates(): Templates {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([src, join(packages, 'govuk-frontend', 'dist')], { noCache: false }),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  )
  environment.addFilter('about', (errors: FormErrors | undefined, field: string) =>
    about(errors ?? [], field),
  )
  return {
    render: (template, data) => environment.render(template, data),
    // The first use of a template is slow. Compiled between requests, so that neither a start nor a person waits.
    warm() {
      const paths = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(path =>
        path.endsWith('.njk'),
      )
      const next = () => {
        const path = paths.pop()
        if (path === undefined) return
        try {
          environment.getTemplate(path, true)
        } catch {
          // The page that needs it will fail, and its test says which template is at fault.
        }
        setImmediate(next)
      }
      setImmediate(next)
    },
  }
}

/**
 * The one style sheet: GOV.UK Frontend's, without the typeface that only GOV.UK may use, and ours after it.
 */
export function styleSheet(): string {
  const govuk = readFileSync(
    join(packages, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.css'),
    'utf8',
  )
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'Arial,Helvetica,sans-serif')
    .replace(/\/\*#.*?\*\//g, '')
  return govuk + readFileSync(join(src, 'platform', 'web', 'onroll.css'), 'utf8')
}

export function script(): string {
  return readFileSync(join(src, 'platform', 'web', 'onroll.js'), 'utf8')
}
