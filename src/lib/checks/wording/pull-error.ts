/**
 * What a kubelet or an event says about an image that could not be pulled, without the steps of the pull. Each of them names the image again:
 * `failed to pull and unpack image "IMAGE": failed to resolve reference "IMAGE": IMAGE: not found` becomes `IMAGE: not found`.
 */
export function shortPullError(message: string, image: string | undefined): string {
  if (image === undefined || image === '') return message
  const last = [`${image}": `, `${image}: `]
    .map(text => ({text, at: message.lastIndexOf(text)}))
    .toSorted((left, right) => left.at - right.at)
    .at(-1)
  return last === undefined || last.at < 0 ? message : `${image}: ${message.slice(last.at + last.text.length)}`
}
