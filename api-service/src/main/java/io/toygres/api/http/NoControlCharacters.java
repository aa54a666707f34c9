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
import org.jspecify.annotations.Nullable;

/** Text that PostgreSQL and a terminal can take ({@link PlainText}). */
@Documented
@Constraint(validatedBy = NoControlCharacters.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface NoControlCharacters {

    /** Whether line feeds and tabs are fine. */
    boolean lines() default false;

    String message() default "Send text without control characters.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Absent text is fine. */
    @RegisterForReflection
    final class Validator implements ConstraintValidator<NoControlCharacters, String> {

        private boolean lines;

        @Override
        public void initialize(NoControlCharacters constraint) {
            lines = constraint.lines();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || (lines ? PlainText.isText(text) : PlainText.isOneLine(text));
        }
    }
}
