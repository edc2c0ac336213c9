// A letter as a PDF that a screen reader can read: tagged, in English, with its fonts inside (PDF/UA-1). The same letter makes
// the same bytes, so that what is printed twice can be compared.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Block } from '../merge.ts'
import { type FontFile, runsOf } from '../printable.ts'

export type Sheet = {
  title: string
  /** In words. */
  date: string
  /** The envelope's lines: a name and an address; none for a card and for a protected child. */
  to: readonly string[]
  blocks: readonly Block[]
  /** Sixteen points, for those who ask for it. */
  largePrint: boolean
  /** The instant the file says it was made: that of the letter. */
  madeAt: Date
}

type Weight = 400 | 700
const require = createRequire(import.meta.url)
const read = new Map<string, Buffer>()
function font(file: FontFile, weight: Weight): Buffer {
  const name = `noto-sans-${file}-${weight}-normal.woff`
  const held = read.get(name) ?? readFileSync(require.resolve(`@fontsource/noto-sans/files/${name}`))
  read.set(name, held)
  return held
}

const margin = 64

/** Makes the file. Takes the letter as it is sent; gives the bytes. */
export async function pdfOf(sheet: Sheet): Promise<Buffer> {
  const size = sheet.largePrint ? 16 : 11.5
  const options: Record<string, unknown> = {
    size: 'A4',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    info: {
      Title: sheet.title,
      CreationDate: sheet.madeAt,
      ModDate: sheet.madeAt,
      Producer: 'Onroll',
      Creator: 'Onroll',
    },
    // Otherwise the document begins with a font of the reader's own, which is not inside.
    font: null,
  }
  // The types lag behind: they know nothing of PDF/UA.
  const document = new PDFDocument(options as PDFKit.PDFDocumentOptions)
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>(done => document.on('end', () => done()))

  const registered = new Set<string>()
  const use = (file: FontFile, weight: Weight) => {
    const name = `${file} ${weight}`
    if (!registered.has(name)) document.registerFont(name, font(file, weight))
    registered.add(name)
    document.font(name)
  }
  use('latin', 400)

  /** Writes one line of any alphabets, broken at the edge of the page. */
  const write = (line: string, weight: Weight, points: number, indent = 0) => {
    const runs = runsOf(line)
    document.fontSize(points)
    const width = document.page.width - 2 * margin - indent
    const last = runs.length - 1
    runs.forEach((run, index) => {
      use(run.file, weight)
      const options: PDFKit.Mixins.TextOptions = { width, lineGap: points * 0.3, continued: index < last }
      // Otherwise a letter with two marks becomes two shapes, and the second has no character to be read as.
      if (run.file !== 'latin') Object.assign(options, { features: { ccmp: false } })
      if (index === 0) document.text(run.text, margin + indent, document.y, options)
      else document.text(run.text, options)
    })
  }
  const root = document.struct('Document')
  document.addStructure(root)
  const add = (
    kind: string,
    line: string,
    weight: Weight,
    points: number,
    after: number,
    inside = root,
    indent = 0,
  ) => {
    inside.add(
      document.struct(kind, {}, () => {
        write(line, weight, points, indent)
        document.y += after
      }),
    )
  }

  const paragraph = size * 0.6
  for (const block of sheet.blocks) if (block.kind === 'from') add('P', block.text, 700, size, paragraph)
  add('P', sheet.date, 400, size, paragraph)
  sheet.to.forEach((line, index) => {
    add('P', line, 400, size, index === sheet.to.length - 1 ? paragraph * 2 : 0)
  })
  add('H1', sheet.title, 700, size * 1.4, paragraph)
  for (const block of sheet.blocks) {
    if (block.kind === 'heading') {
      // A heading does not stand alone at the foot of a page.
      if (document.y > document.page.height - margin - size * 5) document.addPage()
      add('H2', block.text, 700, size * 1.1, paragraph * 0.5)
    } else if (block.kind === 'list') {
      const list = document.struct('L')
      root.add(list)
      for (const item of block.items) {
        const entry = document.struct('LI')
        list.add(entry)
        entry.add(
          document.struct('Lbl', {}, () => {
            use('latin', 400)
            document.fontSize(size).text('•', margin, document.y, { continued: false, lineBreak: false })
          }),
        )
        add('LBody', item, 400, size, paragraph * 0.4, entry, size * 1.2)
        entry.end()
      }
      list.end()
      document.y += paragraph * 0.6
    } else if (block.kind === 'paragraph') add('P', block.text, 400, size, paragraph)
    else if (block.kind === 'sign') add('P', block.text, 400, size, 0)
  }
  root.end()
  document.end()
  await ended
  return Buffer.concat(parts)
}
