import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import {
  type Answer,
  checkAnswer,
  explainAnswer,
  fixAnswer,
  graphAnswer,
  QuestionError,
  reportOn,
  traceAnswer,
} from './questions.ts'

const model = {
  text: z.string().optional().describe('The program: instruction text (.ilv) or Python that uses threading or asyncio'),
  file: z.string().optional().describe('A file with the program, instead of text'),
  language: z.enum(['ilv', 'python', 'json']).optional().describe('The language, if the text does not tell'),
  threads: z
    .string()
    .optional()
    .describe('Python that starts no threads: the functions that run as threads, as `deposit:2,withdraw`'),
  observe: z.string().optional().describe('The names whose final values are wanted: `x, a[0]`'),
  timeoutMs: z.number().int().min(1).max(600_000).optional().describe('Stop after so many milliseconds (20000)'),
  maxStates: z.number().int().min(1).optional().describe('Stop after so many states (2000000)'),
}

/**
 * Serves the Model Context Protocol on standard input and output, until that is closed: an assistant asks what a concurrent
 * program can do instead of guessing.
 */
export async function serveMcp(version: string): Promise<void> {
  const server = new McpServer({ name: 'interleave', version })
  server.registerTool(
    'check',
    {
      title: 'Explore all interleavings',
      description:
        'Explores every interleaving of a small concurrent program: all final values, races, lost updates, deadlocks and other findings, each with a shortest schedule.',
      inputSchema: model,
    },
    (asked) => answered(async () => checkAnswer(await reportOn(asked))),
  )
  server.registerTool(
    'trace',
    {
      title: 'A schedule step by step',
      description:
        'Returns the shortest schedule that shows a finding (by its kind, such as `lost-update`) or ends with a final value (as `check` writes it), as a table.',
      inputSchema: { ...model, finding: z.string().optional(), outcome: z.string().optional() },
    },
    (asked) => answered(async () => traceAnswer(await reportOn(asked), asked)),
  )
  server.registerTool(
    'graph',
    {
      title: 'The state graph',
      description: 'Returns the graph of all states of the program as Mermaid or in the language of Graphviz.',
      inputSchema: { ...model, format: z.enum(['mermaid', 'dot']).optional() },
    },
    (asked) => answered(async () => graphAnswer(await reportOn(asked), asked.format ?? 'mermaid')),
  )
  server.registerTool(
    'explain',
    {
      title: 'What a finding means',
      description: 'Explains a finding of the program: what its kind means, how it comes about here, and what helps.',
      inputSchema: { ...model, finding: z.string().describe('The kind of finding, such as `data-race`') },
    },
    (asked) => answered(async () => explainAnswer(await reportOn(asked), asked.finding)),
  )
  server.registerTool(
    'fix',
    {
      title: 'What to change',
      description:
        'Proposes the smallest changes that do away with the findings of the program, as diffs, each proved by exploring the changed program completely.',
      inputSchema: { ...model, expect: z.string().optional().describe('What must hold in each final state: `balance == 4`') },
    },
    (asked) => answered(() => fixAnswer(asked)),
  )
  const closed = new Promise<void>((done) => {
    process.stdin.once('end', done)
    process.stdin.once('close', done)
  })
  await server.connect(new StdioServerTransport())
  await closed
  await server.close()
}

interface ToolAnswer {
  [key: string]: unknown
  content: { type: 'text'; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
}

/** A question that cannot be answered is an answer of the tool, not an error of the protocol: the assistant can mend it. */
async function answered(answer: () => Promise<Answer>): Promise<ToolAnswer> {
  try {
    const { text, data } = await answer()
    return { content: [{ type: 'text', text }], structuredContent: data }
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error
    return { content: [{ type: 'text', text: error.message }], isError: true }
  }
}
