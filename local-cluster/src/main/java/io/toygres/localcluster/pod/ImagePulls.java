package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.pod.ContainerState.Waiting;
import io.toygres.localcluster.registry.Events;
import java.time.Duration;

/** What a container does whose image can't be pulled: {@code ErrImagePull}, then {@code ImagePullBackOff}, longer each time. */
final class ImagePulls {
    private final Machine machine;
    private final Container container;
    private Duration pause;

    ImagePulls(Machine machine, Container container) {
        this.machine = machine;
        this.container = container;
        this.pause = machine.crashBackoff();
    }

    /** @param why there is no such image */
    Waiting failed(Pod pod, Waiting before, String why) {
        // As containerd passes on that a registry knows no such image.
        String message = "rpc error: code = NotFound desc = " + why;
        Events events = machine.events();
        String image = "image \"" + container.getImage() + "\"";
        boolean again =
                before.reason().equals("ErrImagePull") || before.reason().equals("ImagePullBackOff");
        pause = again ? Backoff.longer(pause) : machine.crashBackoff();
        String reason = again ? "ImagePullBackOff" : "ErrImagePull";
        if (again) {
            events.normal("kubelet", pod, "BackOff", "Back-off pulling " + image);
        } else {
            events.warning("kubelet", pod, "Failed", "Failed to pull " + image + ": " + message);
        }
        events.warning("kubelet", pod, "Failed", "Error: " + reason);
        return new Waiting(
                reason,
                again ? "Back-off pulling " + image + ": " + message : message,
                machine.clock().instant().plus(pause));
    }
}
