package io.toygres.api;

import com.tngtech.archunit.junit.AnalyzeClasses;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres", importOptions = ArchitectureRules.OwnClasses.class)
class ArchitectureTest extends ArchitectureRules {}
