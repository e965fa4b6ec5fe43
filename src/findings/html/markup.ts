import {xmlAttribute} from '../../lib/output/xml.ts'

const source: unique symbol = Symbol('markup')

/** A piece of HTML or SVG. Only `markup` makes one: no text, and nothing read from JSON, can pass for it. */
export interface Markup {
  readonly [source]: string
}

type Part = string | number | Markup | readonly Markup[]

/**
 * A template tag for HTML and SVG. Escapes what is filled in, unless it is markup, so that it may stand between tags and in attributes in quotes.
 * Also removes characters that are not visible.
 */
export function markup(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {[source]: fixed.reduce((text, more, index) => text + sourceOf(parts[index - 1] ?? '') + more)}
}

/** Markup as text, and text escaped. */
export function sourceOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return xmlAttribute(String(part))
  return source in part ? part[source] : part.map(sourceOf).join('')
}

export const nothing: Markup = {[source]: ''}

/** A style sheet of ours, which is not escaped. */
export function styleSheet(css: string): Markup {
  return {[source]: `<style>${css}</style>`}
}
