// What Stryker is to leave alone: sentences. Whether a sentence is a good one is for people to judge; a test that repeats it
// word for word only says it twice. A text without a space is a code, a key or a date, and is mutated like everything else.

const isSentence = text => /\S\s+\S/.test(text)

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'words',
    value: {
      shouldIgnore({ node, parent }) {
        if (node.type === 'StringLiteral' && isSentence(node.value)) return 'a sentence'
        if (node.type === 'TemplateLiteral' && isSentence(node.quasis.map(one => one.value.raw).join('x'))) {
          return 'a sentence'
        }
        // The beginning and the end of one that is put together.
        if (node.type === 'StringLiteral' && parent?.type === 'BinaryExpression' && /\s/.test(node.value)) {
          return 'part of a sentence'
        }
        return undefined
      },
    },
  },
]
