variable "cluster_name" {
  description = "Name of the EKS cluster; everything that the controller makes is tagged with it."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$", var.cluster_name))
    error_message = "A cluster's name has at most 100 letters, digits, hyphens and underscores."
  }
}

variable "kubernetes_version" {
  description = "A version in EKS' standard support; extended support costs six times as much."
  type        = string
  default     = "1.34"
}

variable "subnet_ids" {
  description = "Private subnets in two zones or more, for the control plane, the system nodes and the nodes that the controller launches. They get the tag karpenter.sh/discovery."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "EKS wants subnets in at least two zones."
  }
}

variable "public_access_cidrs" {
  description = "From where the API server's public endpoint can be reached; empty for a private endpoint only."
  type        = list(string)
  default     = []
}

variable "system_node_types" {
  description = "Types of the system nodes; on-demand, because the controller itself runs there."
  type        = list(string)
  default     = ["t4g.medium", "t4g.large"]
}

variable "system_nodes" {
  description = "How many system nodes there are."
  type = object({
    min     = number
    max     = number
    desired = number
  })
  default = { min = 2, max = 6, desired = 3 }
}

variable "namespace" {
  description = "Where the controller runs."
  type        = string
  default     = "nodecast"
}

variable "service_account" {
  description = "The controller's service account (serviceAccount.name of the chart)."
  type        = string
  default     = "nodecast"
}

variable "tags" {
  description = "On everything that this module makes."
  type        = map(string)
  default     = {}
}
