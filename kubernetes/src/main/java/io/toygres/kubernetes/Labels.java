package io.toygres.kubernetes;

/** Keys of the labels and annotations on objects of ours, and the values that do not depend on ids. */
public final class Labels {

    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    public static final String INSTANCE_ID = "toygres.io/instance-id";
    public static final String IMAGE_ID = "toygres.io/image-id";
    public static final String OPERATION_ID = "toygres.io/operation-id";
    public static final String IMAGE_TYPE = "toygres.io/image-type";

    /** Tells the Azure workload identity webhook to hand the pod a federated token. */
    public static final String USE_WORKLOAD_IDENTITY = "azure.workload.identity/use";

    /** Value of {@link #MANAGED_BY} and {@link #NAME}. */
    public static final String TOYGRES = "toygres";

    /** An annotation: its values are too many for a label. */
    public static final String TRACEPARENT = "toygres.io/traceparent";

    private Labels() {}
}
