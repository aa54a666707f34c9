package io.toygres.api.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Labels as on Kubernetes' objects, without prefixes: at most 32, key and value up to 63 characters each. */
@Documented
@Constraint(validatedBy = Labels.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Labels {

    String message() default
            "must be at most 32 texts of at most 63 letters, digits, dots, hyphens or underscores by such names, which"
                    + " begin and end with a letter or digit. Send labels such as {\"team\": \"payments\"}.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Absent labels are fine, and empty values. */
    @RegisterForReflection
    final class Validator implements ConstraintValidator<Labels, Map<String, @Nullable String>> {

        private static final int MOST = 32;
        private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

        @Override
        public boolean isValid(@Nullable Map<String, @Nullable String> labels, ConstraintValidatorContext context) {
            return labels == null
                    || (labels.size() <= MOST
                            && labels.entrySet().stream().allMatch(label -> isLabel(label.getKey(), label.getValue())));
        }

        private static boolean isLabel(String key, @Nullable String value) {
            return WORD.matcher(key).matches()
                    && value != null
                    && (value.isEmpty() || WORD.matcher(value).matches());
        }
    }
}
