# One role for system nodes and another for those that the controller launches: it may pass on only the latter.
resource "aws_iam_role" "system" {
  name               = "${var.cluster_name}-system-node"
  assume_role_policy = file("${path.module}/policies/trust-ec2.json")
  tags               = local.tags
}

resource "aws_iam_role" "node" {
  name               = "${var.cluster_name}-node"
  assume_role_policy = file("${path.module}/policies/trust-ec2.json")
  tags               = local.tags
}

locals {
  node_policies = toset([
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonSSMManagedInstanceCore",
  ])
}

resource "aws_iam_role_policy_attachment" "system" {
  for_each   = local.node_policies
  role       = aws_iam_role.system.name
  policy_arn = "${local.iam_policy}/${each.value}"
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = local.node_policies
  role       = aws_iam_role.node.name
  policy_arn = "${local.iam_policy}/${each.value}"
}

# Without it the controller's nodes cannot join. The instance profile is made by the controller from EC2NodeClass.spec.role.
resource "aws_eks_access_entry" "node" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_iam_role.node.arn
  type          = "EC2_LINUX"
  tags          = local.tags
}

resource "aws_eks_node_group" "system" {
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = "system"
  node_role_arn   = aws_iam_role.system.arn
  subnet_ids      = var.subnet_ids
  ami_type        = "AL2023_ARM_64_STANDARD"
  capacity_type   = "ON_DEMAND"
  instance_types  = var.system_node_types
  labels          = { role = "system" }
  tags            = local.tags

  scaling_config {
    min_size     = var.system_nodes.min
    max_size     = var.system_nodes.max
    desired_size = var.system_nodes.desired
  }

  update_config {
    max_unavailable = 1
  }

  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_iam_role_policy_attachment.system]
}
