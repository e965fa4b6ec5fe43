import {UsageError, UserError} from '../errors.ts'
import type {Json} from './json.ts'

/** A compiled `--query`. */
export type Query = (value: Json) => Json

const lesson = "To learn more about --query, please visit: 'https://learn.microsoft.com/cli/azure/query-azure-cli'"

/**
 * Compiles a JMESPath expression, so that a mistake in it is found before the command does anything.
 * Rejects with UsageError for a syntax error, and with UserError (exit code 1, as az does) for an unknown function; the query itself
 * throws UserError if it cannot be applied to the value.
 */
export async function compileQuery(expression: string): Promise<Query> {
  const {compile, TreeInterpreter} = await import('@jmespath-community/jmespath')
  const syntaxTree = attempt(
    // az accepts a text in backticks without JSON quotes, and most queries in documentation are written so.
    () => compile(expression, {enable_legacy_literals: true}),
    error => error.name !== 'ParserError' && error.name !== 'LexerError' && error.message.startsWith('Unknown function'),
    expression,
  )
  return value =>
    attempt(
      () => TreeInterpreter.search(syntaxTree, value as Parameters<typeof TreeInterpreter.search>[1]) as Json,
      () => true,
      expression,
    )
}

function attempt<T>(action: () => T, meaningful: (error: Error) => boolean, expression: string): T {
  try {
    return action()
  } catch (error) {
    if (error instanceof Error && meaningful(error)) {
      throw new UserError(`Invalid jmespath query supplied for \`--query\`: ${error.message}`, {hints: [lesson], cause: error})
    }
    throw new UsageError(`argument --query: invalid jmespath_type value: '${expression}'`, {hints: [lesson], cause: error})
  }
}
