package dev.nodecast.reports.chart;

import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.batik.svggen.SVGSyntax;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws charts as SVG elements for a page. The same chart gives the same bytes on the same fonts. */
public final class SvgDrawing {
    private static final String SVG = "http://www.w3.org/2000/svg";
    /** Verdana and DejaVu Sans have the widths that labels were placed by. */
    private static final String FONTS = "'DejaVu Sans',Verdana,sans-serif";

    /** Batik's own id, which its generator of ids does not make. */
    private static final String SHARED_ID = SVGSyntax.ID_PREFIX_GENERIC_DEFS;

    private static final int DECIMALS = 2;

    private SvgDrawing() {}

    /**
     * Draws {@code chart}.
     *
     * @param id unique in the page; all ids of the drawing begin with it
     * @param description what a reader who cannot see it should hear
     */
    public static String draw(JFreeChart chart, Size size, String id, String description) {
        Document document = emptyDocument();
        SVGGraphics2D graphics = new SVGGraphics2D(context(document, id), false);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, size.width(), size.height()));
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + size.width() + " " + size.height());
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", description);
        return text(graphics, root).replace("\"" + SHARED_ID, "\"" + id + "-" + SHARED_ID);
    }

    /** In pixels of a page 1,200 pixels wide. */
    public record Size(int width, int height) {}

    private static SVGGeneratorContext context(Document document, String id) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(DECIMALS);
        context.setIDGenerator(new PrefixedIds(id));
        return context;
    }

    private static String text(SVGGraphics2D graphics, Element root) {
        StringWriter out = new StringWriter();
        try {
            graphics.stream(root, out, false, false);
        } catch (SVGGraphics2DIOException impossible) {
            throw new IllegalStateException("a string could not be written to", impossible);
        }
        String xml = out.toString().replace("\r\n", "\n");
        return xml.substring(xml.indexOf("<svg"))
                .replaceAll("font-family=\"[^\"]*\"", "font-family=\"" + FONTS + "\"")
                .strip();
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK has no XML document builder", impossible);
        }
    }

    /** Several drawings stand in one page, so each needs ids of its own. */
    private static final class PrefixedIds extends SVGIDGenerator {
        private final String id;

        PrefixedIds(String id) {
            this.id = id;
        }

        @Override
        public String generateID(String kind) {
            return id + "-" + super.generateID(kind);
        }
    }
}
