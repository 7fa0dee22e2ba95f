output "cluster_endpoint" {
  description = "The API server."
  value       = aws_eks_cluster.this.endpoint
}

output "interruption_queue" {
  description = "interruptionQueue of the chart."
  value       = aws_sqs_queue.interruptions.name
}

output "node_role" {
  description = "spec.role of EC2NodeClasses."
  value       = aws_iam_role.node.name
}

output "controller_role_arn" {
  description = "The controller's role, bound to its service account by Pod Identity."
  value       = aws_iam_role.controller.arn
}
