/**
 * What Azure allows in names that become parts of a path of Resource Manager. None of them can change the rest of the path. Source: "Naming
 * rules and restrictions for Azure resources", learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
 */

/** Letters of any language, digits and `_().-`; a dot is not last. */
export function isResourceGroupName(name: string): boolean {
  return /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u.test(name)
}

/** The name of an AKS cluster. */
export function isClusterName(name: string): boolean {
  return /^[a-z\d]([\w-]{0,61}[a-z\d])?$/i.test(name)
}
