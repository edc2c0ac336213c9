// A PDF as a screen reader comes upon it: its words in order, its structure, its language and its title.
import { getDocumentProxy } from 'unpdf'

export type ReadPdf = {
  pages: number
  title: string
  language: string
  marked: boolean
  /** Each tag with its words, in order: "H1 We have not seen your child". */
  tagged: string[]
  /** All its words, in order, with single spaces. */
  text: string
}
type Node = { role?: string; children?: Node[]; type?: string; id?: string; lang?: string }

export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { useSystemFonts: false, verbosity: 0 })
  const { info } = await document.getMetadata()
  const tagged: string[] = []
  const lines: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const words = new Map<string, string>()
    let inside: string | undefined
    const content = await page.getTextContent({ includeMarkedContent: true })
    for (const item of content.items) {
      if ('type' in item) inside = item.type === 'endMarkedContent' ? undefined : (item.id ?? inside)
      else if (inside !== undefined) {
        words.set(inside, `${words.get(inside) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`)
      } else if (item.str.trim()) lines.push(`(outside) ${item.str}`)
    }
    const own = (node: Node): string =>
      (node.children ?? [])
        .map(child => (child.type === 'content' ? (words.get(child.id ?? '') ?? '') : ''))
        .join('')
        .replaceAll(/\s+/g, ' ')
        .trim()
    const walk = (node: Node) => {
      const says = own(node)
      if (says) {
        tagged.push(`${node.role} ${says}`)
        if (node.role !== 'Lbl') lines.push(says)
      }
      for (const child of node.children ?? []) if (child.type !== 'content') walk(child)
    }
    walk((await page.getStructTree()) as Node)
  }
  const marks = (await document.getMarkInfo()) as { Marked?: boolean } | null
  return {
    pages: document.numPages,
    title: String((info as { Title?: string }).Title ?? ''),
    language: String((info as { Language?: string }).Language ?? ''),
    marked: marks?.Marked === true,
    tagged,
    text: lines.join('\n'),
  }
}
