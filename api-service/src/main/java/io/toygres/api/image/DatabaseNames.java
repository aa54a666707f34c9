package io.toygres.api.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.api.http.PlainText;
import io.toygres.contract.Limits;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names that databases can have, each once; a wrong one is reported by its place. */
@Documented
@Constraint(validatedBy = DatabaseNames.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface DatabaseNames {

    /** Of no use: each name has a message of its own. */
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** An absent list is fine. */
    @RegisterForReflection
    final class Validator implements ConstraintValidator<DatabaseNames, List<@Nullable String>> {

        @Override
        public boolean isValid(@Nullable List<@Nullable String> names, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            boolean valid = true;
            Set<String> seen = new HashSet<>();
            for (int i = 0; names != null && i < names.size(); i++) {
                String name = names.get(i);
                if (name == null || !isDatabaseName(name)) {
                    valid = refuse(
                            context,
                            i,
                            "is not the name of a database. Send a name of 1 to 63 bytes without control characters.");
                } else if (!seen.add(name)) {
                    valid = refuse(context, i, "is there twice. Name each database once.");
                }
            }
            return valid;
        }

        private static boolean isDatabaseName(String name) {
            return !name.isEmpty()
                    && name.getBytes(UTF_8).length <= Limits.LONGEST_DATABASE_NAME
                    && PlainText.isOneLine(name);
        }

        private static boolean refuse(ConstraintValidatorContext context, int index, String message) {
            context.buildConstraintViolationWithTemplate(message)
                    .addContainerElementNode("<list element>", List.class, 0)
                    .inIterable()
                    .atIndex(index)
                    .addConstraintViolation();
            return false;
        }
    }
}
