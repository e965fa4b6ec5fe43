/** The provider's image and the version that vkctl knows (azure-aci v1.6.4, published on MCR). */
export const connectorImage = {repository: 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet', tag: '1.6.4'} as const

export function imageName(tag: string | undefined): string {
  return `${connectorImage.repository}:${tag ?? connectorImage.tag}`
}
