package dev.nodecast.aws.autoscale.api;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The forms of ASN.1 in DER (X.690) that a certificate is made of. */
final class Der {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int SHORT_LENGTH_MAX = 127;
    private static final int FIRST_ARC = 40;
    private static final int SEVEN_BITS = 7;

    private Der() {}

    static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length <= SHORT_LENGTH_MAX) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            byte[] trimmed = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
            out.write(0x80 | trimmed.length);
            out.writeBytes(trimmed);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(SEQUENCE, joined(parts));
    }

    static byte[] set(byte[]... parts) {
        return tagged(SET, joined(parts));
    }

    static byte[] integer(BigInteger value) {
        return tagged(INTEGER, value.toByteArray());
    }

    static byte[] yes() {
        return tagged(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] content) {
        return tagged(OCTET_STRING, content);
    }

    /** @param unused how many of the last byte's low bits are no part of it */
    static byte[] bits(int unused, byte[] content) {
        return tagged(BIT_STRING, joined(new byte[] {(byte) unused}, content));
    }

    static byte[] text(String text) {
        return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param digits {@code yyMMddHHmmssZ} until 2049, {@code yyyyMMddHHmmssZ} after */
    static byte[] time(String digits) {
        int tag = digits.length() == "yyMMddHHmmssZ".length() ? UTC_TIME : GENERALIZED_TIME;
        return tagged(tag, digits.getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier in dotted form. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(FIRST_ARC * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            int groups = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(arc) + SEVEN_BITS - 1) / SEVEN_BITS);
            for (int group = groups - 1; group >= 0; group--) {
                int low = arc >>> SEVEN_BITS * group & 0x7f;
                out.write(group == 0 ? low : low | 0x80);
            }
        }
        return tagged(OBJECT_IDENTIFIER, out.toByteArray());
    }
}
