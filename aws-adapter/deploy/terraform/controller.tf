# EKS Pod Identity: no OIDC provider and no annotation on the service account.
resource "aws_iam_role" "controller" {
  name               = "${var.cluster_name}-nodecast"
  assume_role_policy = file("${path.module}/policies/trust-pod-identity.json")
  tags               = local.tags
}

resource "aws_iam_policy" "controller" {
  name        = "${var.cluster_name}-nodecast"
  description = "What the Nodecast controller of ${var.cluster_name} may do, and only to what is tagged as the cluster's."
  tags        = local.tags

  policy = templatefile("${path.module}/policies/controller.json", {
    partition     = data.aws_partition.current.partition
    region        = local.region_name
    account       = data.aws_caller_identity.current.account_id
    cluster_name  = var.cluster_name
    node_role_arn = aws_iam_role.node.arn
    queue_arn     = aws_sqs_queue.interruptions.arn
  })
}

resource "aws_iam_role_policy_attachment" "controller" {
  role       = aws_iam_role.controller.name
  policy_arn = aws_iam_policy.controller.arn
}

resource "aws_eks_pod_identity_association" "controller" {
  cluster_name    = aws_eks_cluster.this.name
  namespace       = var.namespace
  service_account = var.service_account
  role_arn        = aws_iam_role.controller.arn
  tags            = local.tags
}
