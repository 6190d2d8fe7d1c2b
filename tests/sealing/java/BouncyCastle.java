import java.io.FileReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jcajce.io.CipherInputStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.InputAEADDecryptor;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;

/**
 * A receiver and a sender with BouncyCastle, for the stories in test_bouncy_castle.py.
 *
 * <p>Reads jobs from standard input, a line each, the words parted by tabs, and answers each with
 * a line, "ok" or why not:
 *
 * <pre>
 * open  MESSAGE PRIVATE-KEY.pem TO
 * seal  CONTENT CERTIFICATE.pem TO
 * </pre>
 */
public final class BouncyCastle {
  private static final String BC = "BC";

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    for (String line : new String(System.in.readAllBytes(), "UTF-8").split("\n")) {
      String[] job = line.split("\t");
      Path from = Path.of(job[1]);
      Path pem = Path.of(job[2]);
      String answer = "ok";
      try {
        byte[] made = job[0].equals("open") ? open(from, pem) : seal(from, pem);
        Files.write(Path.of(job[3]), made);
      } catch (Exception error) {
        answer = why(error);
      }
      System.out.println(answer);
    }
  }

  private static String why(Throwable error) {
    String cause = error.getCause() == null ? "" : " <- " + why(error.getCause());
    return (error.getClass().getName() + ": " + error.getMessage() + cause).replace("\n", " ");
  }

  private static byte[] open(Path message, Path keyFile) throws Exception {
    CMSAuthEnvelopedData data;
    try (InputStream file = Files.newInputStream(message)) {
      data = new CMSAuthEnvelopedData(file);
    }
    if (data.getMac().length != 16) { // BouncyCastle takes shorter ones
      throw new CMSException("a tag of " + data.getMac().length + " bytes");
    }
    PrivateKey key = privateKey(keyFile);
    List<RecipientInformation> recipients = List.copyOf(data.getRecipientInfos().getRecipients());
    RecipientInformation only = recipients.get(0);
    Recipient how =
        only instanceof KeyTransRecipientInformation
            ? new JceKeyTransAuthEnvelopedRecipient(key).setProvider(BC)
            : new AgreedKeyRecipient(key).setProvider(BC);
    return only.getContent(how); // throws when the tag is wrong
  }

  private static byte[] seal(Path content, Path certificateFile) throws Exception {
    X509Certificate certificate;
    try (InputStream file = Files.newInputStream(certificateFile)) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BC);
      certificate = (X509Certificate) factory.generateCertificate(file);
    }
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    if (certificate.getPublicKey() instanceof RSAPublicKey) {
      OAEPParameterSpec sha256 =
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
      AlgorithmIdentifier oaep =
          new JcaAlgorithmParametersConverter()
              .getAlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, sha256);
      generator.addRecipientInfoGenerator(
          new JceKeyTransRecipientInfoGenerator(certificate, oaep).setProvider(BC));
    } else {
      ECPublicKey curve = (ECPublicKey) certificate.getPublicKey();
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", BC);
      pairs.initialize(curve.getParams());
      KeyPair ephemeral = pairs.generateKeyPair();
      generator.addRecipientInfoGenerator(
          new JceKeyAgreeRecipientInfoGenerator(
                  CMSAlgorithm.ECDH_SHA256KDF,
                  ephemeral.getPrivate(),
                  ephemeral.getPublic(),
                  CMSAlgorithm.AES256_WRAP)
              .addRecipient(certificate)
              .setProvider(BC));
    }
    OutputAEADEncryptor cipher =
        (OutputAEADEncryptor)
            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).setProvider(BC).build();
    return generator
        .generate(new CMSProcessableByteArray(Files.readAllBytes(content)), cipher)
        .getEncoded();
  }

  private static PrivateKey privateKey(Path file) throws Exception {
    try (PEMParser parser = new PEMParser(new FileReader(file.toFile()))) {
      return new JcaPEMKeyConverter()
          .setProvider(BC)
          .getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }

  /** What BouncyCastle 1.72 lacks and 1.80 calls JceKeyAgreeAuthEnvelopedRecipient. */
  private static final class AgreedKeyRecipient extends JceKeyAgreeRecipient {
    AgreedKeyRecipient(PrivateKey key) {
      super(key);
    }

    @Override
    public RecipientOperator getRecipientOperator(
        AlgorithmIdentifier agreement,
        AlgorithmIdentifier content,
        SubjectPublicKeyInfo sender,
        ASN1OctetString ukm,
        byte[] wrapped)
        throws CMSException {
      Key key = extractSecretKey(agreement, content, sender, ukm, wrapped);
      GCMParameters gcm = GCMParameters.getInstance(content.getParameters());
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", BC);
        GCMParameterSpec spec = new GCMParameterSpec(8 * gcm.getIcvLen(), gcm.getNonce());
        cipher.init(Cipher.DECRYPT_MODE, key, spec);
        return new RecipientOperator(new Decryptor(content, cipher));
      } catch (GeneralSecurityException error) {
        throw new CMSException("no AES-GCM", error);
      }
    }
  }

  private static final class Decryptor implements InputAEADDecryptor {
    private final AlgorithmIdentifier algorithm;
    private final Cipher cipher;

    Decryptor(AlgorithmIdentifier algorithm, Cipher cipher) {
      this.algorithm = algorithm;
      this.cipher = cipher;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return algorithm;
    }

    @Override
    public InputStream getInputStream(InputStream sealed) {
      return new CipherInputStream(sealed, cipher);
    }

    @Override
    public OutputStream getAADStream() {
      throw new UnsupportedOperationException("our messages have no attributes");
    }

    @Override
    public byte[] getMAC() {
      throw new UnsupportedOperationException("the cipher compares it");
    }
  }
}
