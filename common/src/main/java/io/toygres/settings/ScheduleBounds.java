package io.toygres.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often something may be done: the text of a duration between two others, or {@code off} for never. */
@Documented
@Constraint(validatedBy = ScheduleBounds.Validator.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScheduleBounds {

    /** As in a setting, such as {@code 1S}; it may be done just so often. */
    String least();

    /** As {@link #least()}. */
    String most();

    String message() default "must be a duration from {least} to {most}, or off";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** An absent schedule is fine. */
    @RegisterForReflection
    final class Validator implements ConstraintValidator<ScheduleBounds, String> {

        private Duration least = Duration.ZERO;
        private Duration most = Duration.ZERO;

        @Override
        public void initialize(ScheduleBounds bounds) {
            least = DurationConverter.parseDuration(bounds.least());
            most = DurationConverter.parseDuration(bounds.most());
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null || text.equals("off")) {
                return true;
            }
            try {
                Duration value = DurationConverter.parseDuration(text);
                return value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }
    }
}
