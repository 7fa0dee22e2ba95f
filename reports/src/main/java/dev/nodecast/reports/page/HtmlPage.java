package dev.nodecast.reports.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Renders a {@link Page} as one HTML file: styles and charts inside, no scripts, no network. */
public final class HtmlPage {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlPage.class.getClassLoader(), "dev.nodecast.reports.page.compiled");

    private HtmlPage() {}

    /** The text of the file. */
    public static String render(Page page) {
        StringOutput html = new StringOutput();
        TEMPLATES.render("page.jte", page, html);
        return html.toString();
    }
}
