package io.toygres.api.instance;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.api.http.PlainText;
import io.toygres.contract.Cidr;
import io.toygres.contract.ImageType;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a new instance needs of its request depends on whether an image brings it along, and on who is to reach it. */
@Documented
@Constraint(validatedBy = CreationOrRestore.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface CreationOrRestore {

    int SHORTEST_PASSWORD = 8;
    int LONGEST_PASSWORD = 128;

    /** Of no use: each property has a message of its own. */
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    @RegisterForReflection
    final class Validator implements ConstraintValidator<CreationOrRestore, CreateInstanceRequest> {

        @Override
        public boolean isValid(CreateInstanceRequest request, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            boolean reachable = request.dnsLabel() == null || !request.isInternal();
            if (!reachable) {
                refuse(
                        context,
                        "dnsLabel",
                        "does not go with internal. Leave dns_label out: an internal instance has no public name.");
            }
            boolean allowed = areBlocks(request, context);
            return (request.sourceImageId() != null || isCreation(request, context)) && reachable && allowed;
        }

        private static boolean areBlocks(CreateInstanceRequest request, ConstraintValidatorContext context) {
            List<@Nullable String> blocks = Objects.requireNonNullElse(request.allowedCidrs(), List.of());
            Optional<String> complaint = request.isInternal() && !blocks.isEmpty()
                    ? Optional.of("does not go with internal. Leave allowed_cidrs out: an internal instance has no"
                            + " public address.")
                    : complaint(blocks);
            complaint.ifPresent(message -> refuse(context, "allowedCidrs", message));
            return complaint.isEmpty();
        }

        /** Of the first that is none. It is told by its place: what was sent may hold anything. */
        private static Optional<String> complaint(List<@Nullable String> blocks) {
            for (int i = 0; i < blocks.size(); i++) {
                Optional<String> complaint = Cidr.complaint(Objects.requireNonNullElse(blocks.get(i), ""));
                if (complaint.isPresent()) {
                    return Optional.of("must be blocks of addresses: number " + (i + 1) + " " + complaint.get()
                            + ". Send blocks such as 203.0.113.0/24.");
                }
            }
            return Optional.empty();
        }

        private static boolean isCreation(CreateInstanceRequest request, ConstraintValidatorContext context) {
            boolean password = request.password() != null && isPassword(request.password());
            if (!password) {
                refuse(
                        context,
                        "password",
                        (request.password() == null
                                        ? "is missing."
                                        : "must be 8 to 128 characters without control characters.")
                                + " Send a password of 8 to 128 characters; every special character is welcome.");
            }
            boolean type = request.imageType() == null || isImageType(request.imageType());
            if (!type) {
                refuse(context, "imageType", "is not an image type. Send \"stock\" or \"pg_durable\".");
            }
            return password && type;
        }

        private static boolean isPassword(String password) {
            int characters = password.codePointCount(0, password.length());
            return characters >= SHORTEST_PASSWORD && characters <= LONGEST_PASSWORD && PlainText.isOneLine(password);
        }

        private static boolean isImageType(@Nullable String name) {
            return Arrays.stream(ImageType.values())
                    .anyMatch(type -> type.wireName().equals(name));
        }

        private static void refuse(ConstraintValidatorContext context, String property, String message) {
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode(property)
                    .addConstraintViolation();
        }
    }
}
