<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AccountView</name>
    <message>
        <source>Fees</source>
        <translation>Cargos</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
</context>
<context>
    <name>ActiveChip</name>
    <message>
        <source>Finish (Esc)</source>
        <translation>Terminar (Esc)</translation>
    </message>
    <message>
        <source>No active patron</source>
        <translation>Ningún usuario activo</translation>
    </message>
    <message>
        <source>Active, but this page lends nothing</source>
        <translation>Activo, pero aquí no se presta nada</translation>
    </message>
    <message>
        <source>This page lends nothing</source>
        <translation>Aquí no se presta nada</translation>
    </message>
    <message>
        <source>Items go to</source>
        <translation>Los ejemplares van a</translation>
    </message>
    <message>
        <source>Items are shown, not lent</source>
        <translation>Los ejemplares se muestran, no se prestan</translation>
    </message>
</context>
<context>
    <name>AddressesField</name>
    <message>
        <source>Add an address</source>
        <translation>Añadir una dirección</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ciudad</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Which address</source>
        <translation>Cuál de las direcciones</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Calle</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Calle y número</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Cód. postal</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Provincia</translation>
    </message>
    <message>
        <source>Region or province</source>
        <translation>Región o provincia</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>País</translation>
    </message>
</context>
<context>
    <name>BackdateForm</name>
    <message>
        <source>&amp;Date it back</source>
        <translation>Poner esa &amp;fecha</translation>
    </message>
    <message>
        <source>Returned on</source>
        <translation>Devuelto el</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Returned earlier than recorded: {title} ({barcode})</source>
        <translation>Devuelto antes de lo registrado: {title} ({barcode})</translation>
    </message>
    <message>
        <source>Say why; it is kept with the act, under your name.</source>
        <translation>Indique el motivo; se guarda con la operación, a su nombre.</translation>
    </message>
    <message>
        <source>Counts as returned on {at}.</source>
        <translation>Consta como devuelto el {at}.</translation>
    </message>
    <message>
        <source>What is owed stays the same.</source>
        <translation>Lo que se debe no cambia.</translation>
    </message>
    <message>
        <source>The overdue fee is less by {less}; the account now owes {owed}.</source>
        <translation>La multa baja en {less}; la cuenta debe ahora {owed}.</translation>
    </message>
    <message>
        <source>The overdue fee is less by {less}; the account now has a credit of {owed}.</source>
        <translation>La multa baja en {less}; la cuenta tiene ahora un saldo a favor de {owed}.</translation>
    </message>
</context>
<context>
    <name>BlocksBox</name>
    <message>
        <source>Block</source>
        <translation>Bloqueo</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Blocks on this patron</source>
        <translation>Bloqueos de este usuario</translation>
    </message>
    <message>
        <source>Wh&amp;y?</source>
        <translation>¿Por &amp;qué?</translation>
    </message>
    <message>
        <source>What the selected block stops, and who lifts it (Shift+F1)</source>
        <translation>Qué impide el bloqueo seleccionado y quién lo levanta (Mayús+F1)</translation>
    </message>
    <message>
        <source>&amp;Lift block</source>
        <translation>&amp;Levantar bloqueo</translation>
    </message>
    <message>
        <source>&amp;Add block</source>
        <translation>&amp;Añadir</translation>
    </message>
    <message>
        <source>Why blocked</source>
        <translation>Motivo del bloqueo</translation>
    </message>
    <message>
        <source>Why the patron is blocked</source>
        <translation>Por qué se bloquea al usuario</translation>
    </message>
    <message>
        <source>until day/month/year</source>
        <translation>hasta día/mes/año</translation>
    </message>
    <message>
        <source>Last day of the block, or nothing</source>
        <translation>Último día del bloqueo, o nada</translation>
    </message>
    <message>
        <source>Kind of block</source>
        <translation>Clase de bloqueo</translation>
    </message>
    <message>
        <source>The block stops: {action}</source>
        <translation>El bloqueo impide: {action}</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Bloqueos</translation>
    </message>
    <message>
        <source>{note} (since {since})</source>
        <translation>{note} (desde {since})</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Barred</source>
        <translation>Préstamo prohibido</translation>
    </message>
    <message>
        <source>Address not valid</source>
        <translation>Dirección no válida</translation>
    </message>
    <message>
        <source>Card lost</source>
        <translation>Carné perdido</translation>
    </message>
    <message>
        <source>Check-out</source>
        <translation>Préstamo</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Renovación</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Solicitud</translation>
    </message>
    <message>
        <source>Blocked: {note}</source>
        <translation>Bloqueado: {note}</translation>
    </message>
    <message>
        <source>Block lifted: {note}</source>
        <translation>Bloqueo levantado: {note}</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Show names (hold F9)</source>
        <translation>Ver nombres (mantener F9)</translation>
    </message>
    <message>
        <source>Where the item goes next</source>
        <translation>Adónde va ahora el ejemplar</translation>
    </message>
    <message>
        <source>What taking it back put right</source>
        <translation>Lo que la devolución ha resuelto</translation>
    </message>
</context>
<context>
    <name>ChangeForm</name>
    <message>
        <source>New password</source>
        <translation>Contraseña nueva</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Contraseña nueva otra vez</translation>
    </message>
    <message>
        <source>&amp;Change it and go on</source>
        <translation>&amp;Cambiarla y seguir</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Volver</translation>
    </message>
    <message>
        <source>Somebody else set your password. Choose one of your own, that nobody else knows, before you go on.</source>
        <translation>Su contraseña la puso otra persona. Antes de seguir, elija una propia que nadie más conozca.</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>Contraseña &amp;nueva</translation>
    </message>
    <message>
        <source>&amp;Once more</source>
        <translation>&amp;Otra vez</translation>
    </message>
    <message>
        <source>That is the password you have: choose another.</source>
        <translation>Es la contraseña que ya tiene: elija otra.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>No coinciden.</translation>
    </message>
</context>
<context>
    <name>ChargeForm</name>
    <message>
        <source>Add &amp;fee</source>
        <translation>&amp;Añadir cargo</translation>
    </message>
    <message>
        <source>Amount charged</source>
        <translation>Importe del cargo</translation>
    </message>
    <message>
        <source>What the fee is for</source>
        <translation>Por qué se carga</translation>
    </message>
    <message>
        <source>Kind of fee</source>
        <translation>Clase de cargo</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Concepto</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Importe</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>No&amp;ta</translation>
    </message>
    <message>
        <source>Fill in the amount.</source>
        <translation>Escriba el importe.</translation>
    </message>
    <message>
        <source>{amount} charged</source>
        <translation>Cargados {amount}</translation>
    </message>
</context>
<context>
    <name>CheckInList</name>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Va a</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Returns of this session</source>
        <translation>Devoluciones de esta sesión</translation>
    </message>
    <message>
        <source>Returned &amp;earlier…</source>
        <translation>Devuelto ant&amp;es…</translation>
    </message>
    <message>
        <source>&amp;Parts missing…</source>
        <translation>Faltan &amp;partes…</translation>
    </message>
    <message>
        <source>Item pa&amp;ge</source>
        <translation>Pá&amp;gina del ejemplar</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Scan items to see where they belong</source>
        <translation>Lea ejemplares para ver adónde van</translation>
    </message>
    <message>
        <source>Scan the items on the shelf</source>
        <translation>Lea los ejemplares del estante</translation>
    </message>
    <message>
        <source>Scan the items that were used here</source>
        <translation>Lea los ejemplares consultados en sala</translation>
    </message>
    <message>
        <source>Scan the items that come back</source>
        <translation>Lea los ejemplares que se devuelven</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Several fit. Which one?</source>
        <translation>Hay varias coincidencias. ¿Cuál es?</translation>
    </message>
    <message>
        <source>Which copy of “{title}”?</source>
        <translation>¿Qué ejemplar de «{title}»?</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Elegir</translation>
    </message>
    <message>
        <source>1 to 9 or Enter chooses, Esc leaves it.</source>
        <translation>Elija con 1 a 9 o Intro; Esc lo deja.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n waiting patron(s) passed over: they may not borrow now.</source>
        <translation>
            <numerusform>%n usuario que espera no puede llevárselo ahora: se le salta.</numerusform>
            <numerusform>%n usuarios que esperan no pueden llevárselo ahora: se les salta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n request(s) for this title another copy is kept.</source>
        <translation>
            <numerusform>Para %n solicitud de este título hay otro ejemplar apartado.</numerusform>
            <numerusform>Para %n solicitudes de este título hay otros ejemplares apartados.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CreditForm</name>
    <message>
        <source>&amp;Grant credit</source>
        <translation>Con&amp;ceder el abono</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Abono</translation>
    </message>
    <message>
        <source>Why it is granted</source>
        <translation>Por qué se concede</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Importe</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>No money changes hands: the account is better off by it.</source>
        <translation>No hay dinero de por medio: queda a favor de la cuenta.</translation>
    </message>
    <message>
        <source>Credit of {amount} granted</source>
        <translation>Concedido un abono de {amount}</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>day/month/year</source>
        <translation>día/mes/año</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>Save the diagnosis</source>
        <translation>Guardar el diagnóstico</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Look &amp;anew</source>
        <translation>Mirar de &amp;nuevo</translation>
    </message>
    <message>
        <source>&amp;Verify the journal</source>
        <translation>&amp;Verificar el diario</translation>
    </message>
    <message>
        <source>Follows its chain from the first entry to the last; that may take a while</source>
        <translation>Sigue su cadena desde la primera anotación hasta la última; puede tardar</translation>
    </message>
    <message>
        <source>Compare with c&amp;entral</source>
        <translation>Comparar con la c&amp;entral</translation>
    </message>
    <message>
        <source>Compares the local copy with central&apos;s records, and fetches anew what differs</source>
        <translation>Compara la copia local con los registros de la central y vuelve a traer lo que difiere</translation>
    </message>
    <message>
        <source>Stop co&amp;pying</source>
        <translation>&amp;Parar la copia</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>&amp;Save as a file…</source>
        <translation>&amp;Guardar en un archivo…</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>For whoever helps you: copy the text, or save it, and send it. It names no person and no secret.</source>
        <translation>Para quien le ayude: copie el texto, o guárdelo, y envíelo. No nombra a ninguna persona ni contiene secretos.</translation>
    </message>
    <message>
        <source>Go on co&amp;pying</source>
        <translation>&amp;Seguir copiando</translation>
    </message>
    <message>
        <source>There is nothing to look at here: the desk was opened without its files.</source>
        <translation>Aquí no hay nada que mirar: el mostrador se abrió sin sus archivos.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Mirando…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Verificando…</translation>
    </message>
    <message>
        <source>Copied: paste it into a message to support</source>
        <translation>Copiado: péguelo en un mensaje a quien le ayude</translation>
    </message>
    <message>
        <source>Not saved: {file}</source>
        <translation>No se ha guardado: {file}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Guardado: {file}</translation>
    </message>
    <message>
        <source>Comparing with central… The result will be told here.</source>
        <translation>Comparando con la central… El resultado se dirá aquí.</translation>
    </message>
    <message>
        <source>The diagnosis could not be made. Everything recorded is safe.</source>
        <translation>No se ha podido hacer el diagnóstico. Todo lo anotado está a salvo.</translation>
    </message>
    <message>
        <source>The journal could not be read to its end. It was not touched: tell an administrator.</source>
        <translation>No se ha podido leer el diario hasta el final. No se ha tocado: avise a un administrador.</translation>
    </message>
    <message>
        <source>The journal is whole: {count} entries</source>
        <translation>El diario está entero: {count} anotaciones</translation>
    </message>
    <message>
        <source>The journal&apos;s chain breaks at entry {number}. It was not touched: tell an administrator.</source>
        <translation>La cadena del diario se rompe en la anotación {number}. No se ha tocado: avise a un administrador.</translation>
    </message>
    <message>
        <source>Connection: {state} ({code})</source>
        <translation>Conexión: {state} ({code})</translation>
    </message>
</context>
<context>
    <name>DiscrepanciesPage</name>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Patrons</source>
        <translation>Usuarios</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Discrepancies</source>
        <translation>Discrepancias</translation>
    </message>
    <message>
        <source>No discrepancies: the desks agree.</source>
        <translation>No hay discrepancias: los mostradores coinciden.</translation>
    </message>
    <message>
        <source>Note on what was done</source>
        <translation>Nota sobre lo que se hizo</translation>
    </message>
    <message>
        <source>What was done (optional)</source>
        <translation>Qué se hizo (opcional)</translation>
    </message>
    <message>
        <source>&amp;Dealt with</source>
        <translation>&amp;Resuelta</translation>
    </message>
    <message>
        <source>What to do with the book in hand</source>
        <translation>Qué hacer con el libro en mano</translation>
    </message>
    <message>
        <source>Discrepancy closed: {title}</source>
        <translation>Discrepancia cerrada: {title}</translation>
    </message>
</context>
<context>
    <name>DiscrepancyFilter</name>
    <message>
        <source>Which kind of discrepancy</source>
        <translation>Qué clase de discrepancia</translation>
    </message>
    <message>
        <source>Which desk</source>
        <translation>Qué mostrador</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Clase</translation>
    </message>
    <message>
        <source>Des&amp;k</source>
        <translation>&amp;Mostrador</translation>
    </message>
    <message>
        <source>All kinds ({count})</source>
        <translation>Todas las clases ({count})</translation>
    </message>
    <message>
        <source>All desks</source>
        <translation>Todos los mostradores</translation>
    </message>
</context>
<context>
    <name>DocumentDialog</name>
    <message>
        <source>Unknown card</source>
        <translation>Carné desconocido</translation>
    </message>
    <message>
        <source>No record here has the card {card}</source>
        <translation>Ningún registro de aquí tiene el carné {card}</translation>
    </message>
    <message>
        <source>Central is away, so nobody can look further. Accept it, and it is settled later.</source>
        <translation>No hay conexión con la central, así que no se puede buscar más. Acéptelo y se aclarará después.</translation>
    </message>
    <message>
        <source>Ask for a document and write down which, and its number: it tells who this was.</source>
        <translation>Pida un documento y anote cuál es y su número: así se sabrá quién era.</translation>
    </message>
    <message>
        <source>Document &amp;shown</source>
        <translation>&amp;Documento mostrado</translation>
    </message>
    <message>
        <source>&amp;Accept the card</source>
        <translation>&amp;Aceptar el carné</translation>
    </message>
    <message>
        <source>identity card, passport, … and its number</source>
        <translation>DNI, pasaporte… y su número</translation>
    </message>
</context>
<context>
    <name>DueDate</name>
    <message>
        <source>&amp;Due date</source>
        <translation>&amp;Devolución</translation>
    </message>
    <message>
        <source>Due date for the next check-outs and renewals</source>
        <translation>Fecha de devolución para los próximos préstamos y renovaciones</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>día/mes/año</translation>
    </message>
    <message>
        <source>Clear the due date (Esc in it)</source>
        <translation>Quitar la fecha (Esc en ella)</translation>
    </message>
    <message>
        <source>Type a day such as 24/12/2026, or 24/12 for the next one.</source>
        <translation>Escriba un día como 24/12/2026, o 24/12 para el próximo.</translation>
    </message>
    <message>
        <source>That day is more than five years ahead: look at the year.</source>
        <translation>Faltan más de cinco años para ese día: compruebe el año.</translation>
    </message>
    <message>
        <source>Type a time of day such as 19:30, or leave it empty.</source>
        <translation>Escriba una hora como 19:30, o déjela en blanco.</translation>
    </message>
    <message>
        <source>not understood: policy decides</source>
        <translation>no se entiende: según las normas</translation>
    </message>
    <message>
        <source>kept until cleared</source>
        <translation>vale hasta quitarla</translation>
    </message>
    <message>
        <source>by policy</source>
        <translation>según las normas</translation>
    </message>
    <message>
        <source>Time of day, or nothing for the whole day</source>
        <translation>Hora, o nada para el día entero</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>hh:mm</translation>
    </message>
</context>
<context>
    <name>ExplanationDialog</name>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>C&amp;opiar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Explicación</translation>
    </message>
</context>
<context>
    <name>FaultStrip</name>
    <message>
        <source>Copy the report</source>
        <translation>Copiar el informe</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Something went wrong in the program ({name}). Everything that was confirmed is recorded and safe. Look whether your last act was done; if this happens again, close the window and start it anew.</source>
        <translation>Algo ha fallado en el programa ({name}). Todo lo confirmado está anotado y a salvo. Compruebe si su última operación se hizo; si vuelve a ocurrir, cierre la ventana y ábrala de nuevo.</translation>
    </message>
</context>
<context>
    <name>FeesTable</name>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>Condonado</translation>
    </message>
    <message>
        <source>Left to pay</source>
        <translation>Por pagar</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Cargos</translation>
    </message>
</context>
<context>
    <name>FirstPassword</name>
    <message>
        <source>Your own password</source>
        <translation>Su propia contraseña</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>Primera contraseña</translation>
    </message>
    <message>
        <source>S&amp;et it</source>
        <translation>&amp;Ponerla</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>&amp;First password</source>
        <translation>Pri&amp;mera contraseña</translation>
    </message>
    <message>
        <source>Your &amp;own password</source>
        <translation>Su pr&amp;opia contraseña</translation>
    </message>
    <message>
        <source>A password for {name}, to be handed over: it has to be changed at the first sign-in.</source>
        <translation>Una contraseña para {name}, para entregársela: tendrá que cambiarla la primera vez que entre.</translation>
    </message>
    <message>
        <source>Central has to hear of them first. One moment…</source>
        <translation>La central tiene que saber antes de esa persona. Un momento…</translation>
    </message>
    <message>
        <source>The password of {name} is set</source>
        <translation>La contraseña de {name} está puesta</translation>
    </message>
    <message>
        <source>They choose another at their first sign-in.</source>
        <translation>Elegirá otra la primera vez que entre.</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Joining the library…</source>
        <translation>Uniendo este equipo a la biblioteca…</translation>
    </message>
    <message>
        <source>Making the demonstration&apos;s library…</source>
        <translation>Creando la biblioteca de demostración…</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>deskapp: first start</source>
        <translation>deskapp: primer inicio</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Le damos la bienvenida</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Join the library</source>
        <translation>Unirse a la biblioteca</translation>
    </message>
    <message>
        <source>Whoever administers the library&apos;s central gives you a one-time code for this workstation. Paste it here, or open the file with it. It can be used once.</source>
        <translation>Quien administra la central le da un código de un solo uso para este puesto. Péguelo aquí o abra el archivo que lo contiene. Sirve una sola vez.</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Código de un solo uso</translation>
    </message>
    <message>
        <source>&amp;Open a file…</source>
        <translation>&amp;Abrir un archivo…</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>&amp;Unirse</translation>
    </message>
    <message>
        <source>Central</source>
        <translation>Central</translation>
    </message>
    <message>
        <source>This workstation</source>
        <translation>Este puesto</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Or try it</source>
        <translation>O probarlo</translation>
    </message>
    <message>
        <source>The demonstration has made-up readers and books. A library of your own keeps everything on this machine alone; other workstations cannot join it.</source>
        <translation>La demostración tiene lectores y libros inventados. Una biblioteca propia guarda todo solo en este equipo; otros puestos no pueden unirse a ella.</translation>
    </message>
    <message>
        <source>The &amp;demonstration</source>
        <translation>La &amp;demostración</translation>
    </message>
    <message>
        <source>A library on this &amp;machine</source>
        <translation>Una biblioteca en este &amp;equipo</translation>
    </message>
    <message>
        <source>{file} cannot be read, or is no file with a code. Nothing was changed.</source>
        <translation>{file} no se puede leer o no contiene un código. No se ha cambiado nada.</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Keys (F1)</source>
        <translation>Teclas (F1)</translation>
    </message>
    <message>
        <source>Sounds off</source>
        <translation>Sin sonidos</translation>
    </message>
    <message>
        <source>Sounds on or off</source>
        <translation>Activar o quitar los sonidos</translation>
    </message>
    <message>
        <source>Stop copying</source>
        <translation>Parar la copia</translation>
    </message>
    <message>
        <source>What central has not decided yet (Ctrl+7)</source>
        <translation>Lo que la central aún no ha resuelto (Ctrl+7)</translation>
    </message>
    <message>
        <source>Diagnostics, to send to support (Ctrl+8)</source>
        <translation>Diagnóstico, para enviar a quien ayude (Ctrl+8)</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnóstico</translation>
    </message>
    <message>
        <source>Who works here. Password and PIN (Ctrl+9); lock the desk (Ctrl+0)</source>
        <translation>Quién trabaja aquí. Contraseña y PIN (Ctrl+9); bloquear el puesto (Ctrl+0)</translation>
    </message>
    <message>
        <source>Data: {age}</source>
        <translation>Datos: {age}</translation>
    </message>
    <message>
        <source>Go on copying</source>
        <translation>Seguir copiando</translation>
    </message>
    <message>
        <source>To send: {count}</source>
        <translation>Por enviar: {count}</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>Todo enviado</translation>
    </message>
</context>
<context>
    <name>FullRecord</name>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>Membership</source>
        <translation>Inscripción</translation>
    </message>
    <message>
        <source>Account and identifiers</source>
        <translation>Cuenta e identificadores</translation>
    </message>
    <message>
        <source>Notes and blocks</source>
        <translation>Notas y bloqueos</translation>
    </message>
    <message>
        <source>Surname</source>
        <translation>Apellidos</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Otros nombres</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Bloqueos</translation>
    </message>
    <message>
        <source>Against lending</source>
        <translation>Impide prestar</translation>
    </message>
    <message>
        <source>{note} (until {day})</source>
        <translation>{note} (hasta el {day})</translation>
    </message>
</context>
<context>
    <name>HeldScans</name>
    <message>
        <source>Scans that wait</source>
        <translation>Lecturas en espera</translation>
    </message>
    <message>
        <source>&amp;Process them (Enter)</source>
        <translation>&amp;Procesarlas (Intro)</translation>
    </message>
    <message>
        <source>Discard the selec&amp;ted one (Del)</source>
        <translation>Descartar la &amp;seleccionada (Supr)</translation>
    </message>
    <message>
        <source>Discard &amp;all (Shift+Del)</source>
        <translation>Descartar &amp;todas (Mayús+Supr)</translation>
    </message>
    <message>
        <source>badge of {name}</source>
        <translation>tarjeta de {name}</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>aquí no se conoce</translation>
    </message>
</context>
<context>
    <name>HintStrip</name>
    <message>
        <source>Barcodes to try</source>
        <translation>Códigos para probar</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
    <message>
        <source>Why the payment is voided</source>
        <translation>Por qué se anula el pago</translation>
    </message>
    <message>
        <source>Why the selected payment is voided</source>
        <translation>Por qué se anula el pago elegido</translation>
    </message>
    <message>
        <source>&amp;Void payment</source>
        <translation>An&amp;ular pago</translation>
    </message>
    <message>
        <source>Reas&amp;on</source>
        <translation>Moti&amp;vo</translation>
    </message>
    <message>
        <source>Choose a line above, and say why it is void.</source>
        <translation>Elija una línea de arriba y diga por qué se anula.</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>VOID: {reason}</source>
        <translation>ANULADO: {reason}</translation>
    </message>
</context>
<context>
    <name>ItemFacts</name>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Call number</source>
        <translation>Signatura</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Colección</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>Pertenece a</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Partes</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>Lo tiene</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Reservado para</translation>
    </message>
    <message>
        <source>Last borrower</source>
        <translation>Último que lo tuvo</translation>
    </message>
    <message>
        <source>Used in-house</source>
        <translation>Consultas en sala</translation>
    </message>
    <message>
        <source>Last seen on its shelf</source>
        <translation>Visto en su estante</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Item with no record</source>
        <translation>Ejemplar sin registro</translation>
    </message>
    <message>
        <source>Overdue since {due}</source>
        <translation>Atrasado desde el {due}</translation>
    </message>
    <message>
        <source>On loan until {due}</source>
        <translation>Prestado hasta el {due}</translation>
    </message>
    <message>
        <source>In transit to {branch}</source>
        <translation>En tránsito a {branch}</translation>
    </message>
    <message>
        <source>On the hold shelf, {branch}</source>
        <translation>En el estante de reservas, {branch}</translation>
    </message>
    <message>
        <source>On the shelf, {branch}</source>
        <translation>En la estantería, {branch}</translation>
    </message>
    <message>
        <source>{state}, since {at}</source>
        <translation>{state}, desde el {at}</translation>
    </message>
    <message>
        <source>Recalled: somebody needs it sooner.</source>
        <translation>Reclamado para devolución anticipada: alguien lo necesita antes.</translation>
    </message>
    <message>
        <source>Unknown barcode, accepted while offline.</source>
        <translation>Código de barras desconocido, aceptado sin conexión.</translation>
    </message>
    <message>
        <source>To be catalogued.</source>
        <translation>Por catalogar.</translation>
    </message>
    <message>
        <source>Changed here, not yet at central.</source>
        <translation>Cambiado aquí; aún no ha llegado a la central.</translation>
    </message>
    <message>
        <source>Waiting: central has not yet put it in its place.</source>
        <translation>En espera: la central aún no lo ha puesto en su sitio.</translation>
    </message>
    <message>
        <source>A newer program changed this record; update this one.</source>
        <translation>Un programa más nuevo cambió este registro; actualice este.</translation>
    </message>
</context>
<context>
    <name>ItemForm</name>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Dejarlo (Esc)</translation>
    </message>
</context>
<context>
    <name>ItemPageView</name>
    <message>
        <source>Show &amp;names (hold F9)</source>
        <translation>Mostrar los &amp;nombres (mantener F9)</translation>
    </message>
    <message>
        <source>&amp;Open the patron</source>
        <translation>Abrir el &amp;usuario</translation>
    </message>
    <message>
        <source>Set s&amp;tate…</source>
        <translation>Cambiar es&amp;tado…</translation>
    </message>
    <message>
        <source>Re&amp;call</source>
        <translation>Re&amp;clamar devolución anticipada</translation>
    </message>
    <message>
        <source>&amp;Request…</source>
        <translation>Solicita&amp;r…</translation>
    </message>
    <message>
        <source>Returned &amp;earlier…</source>
        <translation>Devuelto ant&amp;es…</translation>
    </message>
    <message>
        <source>&amp;Why this due date?</source>
        <translation>¿Por &amp;qué esta fecha?</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Who waits</source>
        <translation>Quién espera</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Qué se pide</translation>
    </message>
    <message>
        <source>Pickup at</source>
        <translation>Recogida en</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Mostrador</translation>
    </message>
    <message>
        <source>Requests for this title</source>
        <translation>Solicitudes de este título</translation>
    </message>
    <message>
        <source>Last acts on this item</source>
        <translation>Últimas operaciones con este ejemplar</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Last acts</source>
        <translation>Últimas operaciones</translation>
    </message>
    <message>
        <source>Scan the patron&apos;s card, come back here, and choose Request again.</source>
        <translation>Lea el carné del usuario, vuelva aquí y elija de nuevo Solicitar.</translation>
    </message>
    <message>
        <source>Whose request?</source>
        <translation>¿De quién es la solicitud?</translation>
    </message>
    <message>
        <source>Due now {date}</source>
        <translation>Nueva fecha de devolución: {date}</translation>
    </message>
    <message>
        <source>Recalled: {title}</source>
        <translation>Reclamada la devolución anticipada: {title}</translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>LendingModes</name>
    <message>
        <source>On-&amp;site (F11)</source>
        <translation>En &amp;sala (F11)</translation>
    </message>
    <message>
        <source>What is lent is used here, until closing</source>
        <translation>Consulta en sala: lo que se presta se usa aquí, hasta el cierre</translation>
    </message>
    <message>
        <source>due {date}</source>
        <translation>para el {date}</translation>
    </message>
    <message>
        <source>on-site</source>
        <translation>consulta en sala</translation>
    </message>
    <message>
        <source>taken by {name}</source>
        <translation>se lo lleva {name}</translation>
    </message>
</context>
<context>
    <name>LoanActs</name>
    <message>
        <source>&amp;Renew</source>
        <translation>&amp;Renovar</translation>
    </message>
    <message>
        <source>R&amp;ecall</source>
        <translation>R&amp;eclamar (devolución anticipada)</translation>
    </message>
    <message>
        <source>&amp;Why this due date?</source>
        <translation>¿Por &amp;qué esta fecha?</translation>
    </message>
    <message>
        <source>Why this &amp;fee?</source>
        <translation>¿Por qué este &amp;cargo?</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Nota</translation>
    </message>
    <message>
        <source>&amp;Lost</source>
        <translation>&amp;Perdido</translation>
    </message>
    <message>
        <source>&amp;Claims returned</source>
        <translation>Afirma haberlo &amp;devuelto</translation>
    </message>
    <message>
        <source>Claims &amp;never checked out</source>
        <translation>Afirma &amp;no haberlo tenido</translation>
    </message>
    <message>
        <source>It is due earlier now: tell the borrower.</source>
        <translation>Ahora vence antes: avise a quien lo tiene.</translation>
    </message>
    <message>
        <source>Recalled: {title}</source>
        <translation>Devolución anticipada reclamada: {title}</translation>
    </message>
    <message>
        <source>Select one loan first.</source>
        <translation>Seleccione antes un solo préstamo.</translation>
    </message>
</context>
<context>
    <name>LoanModel</name>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Devolución</translation>
    </message>
    <message>
        <source>Renewals</source>
        <translation>Renov.</translation>
    </message>
    <message>
        <source>Fee so far</source>
        <translation>Multa</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>{date}: why? A click, Enter, or Shift+F1</source>
        <translation>{date}: ¿por qué? Un clic, Intro o Mayús+F1</translation>
    </message>
</context>
<context>
    <name>LoansTab</name>
    <message>
        <source>Loans</source>
        <translation>Préstamos</translation>
    </message>
    <message>
        <source>&amp;Renew selected (F6)</source>
        <translation>&amp;Renovar selección (F6)</translation>
    </message>
    <message>
        <source>Renew &amp;all</source>
        <translation>Renovar &amp;todo</translation>
    </message>
    <message>
        <source>Without the &amp;item</source>
        <translation>Sin el e&amp;jemplar</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>&amp;Más</translation>
    </message>
    <message>
        <source>Renewals are counted as made without the item, as on the telephone</source>
        <translation>Las renovaciones cuentan como hechas sin el ejemplar, como por teléfono</translation>
    </message>
    <message>
        <source>Lost, claimed, recalled, explained</source>
        <translation>Perdido, afirmaciones, reclamar, explicar</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The disk is full.</source>
        <translation>El disco está lleno.</translation>
    </message>
    <message>
        <source>What you did is recorded, in the last reserve. Have space made now.</source>
        <translation>Lo que ha hecho está anotado, en la última reserva. Haga que liberen espacio ahora.</translation>
    </message>
    <message>
        <source>Something here is not saved. Sign in before you close the window.</source>
        <translation>Aquí hay algo sin guardar. Entre antes de cerrar la ventana.</translation>
    </message>
</context>
<context>
    <name>ModeBar</name>
    <message>
        <source>Returned on</source>
        <translation>Devuelto el</translation>
    </message>
    <message>
        <source>Esc: back to normal</source>
        <translation>Esc: volver al modo normal</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>Items are taken back now.</source>
        <translation>Los ejemplares se devuelven ahora.</translation>
    </message>
    <message>
        <source>&amp;Book drop</source>
        <translation>&amp;Buzón de devolución</translation>
    </message>
    <message>
        <source>Items are taken back as of the last closing, or of the moment that you type.</source>
        <translation>Los ejemplares se devuelven con la fecha del último cierre, o con la que usted escriba.</translation>
    </message>
    <message>
        <source>No-fee &amp;amnesty</source>
        <translation>&amp;Amnistía sin multas</translation>
    </message>
    <message>
        <source>Items are taken back; being late costs nothing.</source>
        <translation>Los ejemplares se devuelven; el retraso no cuesta nada.</translation>
    </message>
    <message>
        <source>&amp;Sort only</source>
        <translation>&amp;Solo clasificar</translation>
    </message>
    <message>
        <source>Says where an item belongs; nothing is recorded.</source>
        <translation>Dice adónde va un ejemplar; no se registra nada.</translation>
    </message>
    <message>
        <source>&amp;Inventory</source>
        <translation>&amp;Inventario</translation>
    </message>
    <message>
        <source>Items are seen on their shelf; what is wrong is told.</source>
        <translation>Consta que los ejemplares están en su estante; se avisa de lo que no cuadra.</translation>
    </message>
    <message>
        <source>In-&amp;house use</source>
        <translation>&amp;Consulta en sala</translation>
    </message>
    <message>
        <source>Uses in the reading room are counted.</source>
        <translation>Se cuentan las consultas en sala.</translation>
    </message>
    <message>
        <source>BOOK DROP: what you scan counts as returned at that time</source>
        <translation>BUZÓN: lo que lea consta como devuelto en esa fecha</translation>
    </message>
    <message>
        <source>AMNESTY: everything scanned is taken back without overdue fees</source>
        <translation>AMNISTÍA: todo lo que lea se devuelve sin multas</translation>
    </message>
    <message>
        <source>SORT ONLY: nothing scanned is taken back, nothing is recorded</source>
        <translation>SOLO CLASIFICAR: nada se devuelve, nada se registra</translation>
    </message>
    <message>
        <source>INVENTORY: everything scanned is seen on its shelf; nothing is taken back</source>
        <translation>INVENTARIO: todo lo que lea está en su estante; nada se devuelve</translation>
    </message>
    <message>
        <source>IN-HOUSE USE: everything scanned is counted as used here; nothing is taken back</source>
        <translation>CONSULTA EN SALA: todo lo que lea se cuenta como consultado; nada se devuelve</translation>
    </message>
</context>
<context>
    <name>MomentField</name>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>día/mes/año</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>hh:mm</translation>
    </message>
    <message>
        <source>Type a day and a time, such as 24/12/2025 and 19:30.</source>
        <translation>Escriba un día y una hora, como 24/12/2025 y 19:30.</translation>
    </message>
    <message>
        <source>That moment is still to come.</source>
        <translation>Ese momento aún no ha llegado.</translation>
    </message>
</context>
<context>
    <name>MoneyDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>C&amp;errar</translation>
    </message>
    <message>
        <source>&amp;Explain (Shift+F1)</source>
        <translation>E&amp;xplicar (Mayús+F1)</translation>
    </message>
    <message>
        <source>Fees and payments of {name}</source>
        <translation>Cargos y pagos de {name}</translation>
    </message>
    <message>
        <source>&amp;Pay</source>
        <translation>&amp;Pagar</translation>
    </message>
    <message>
        <source>&amp;Waive</source>
        <translation>Co&amp;ndonar</translation>
    </message>
    <message>
        <source>C&amp;harge</source>
        <translation>Car&amp;gar</translation>
    </message>
    <message>
        <source>&amp;Refund</source>
        <translation>&amp;Reembolsar</translation>
    </message>
    <message>
        <source>Cre&amp;dit</source>
        <translation>A&amp;bonar</translation>
    </message>
    <message>
        <source>Histor&amp;y</source>
        <translation>&amp;Historial</translation>
    </message>
    <message>
        <source>&amp;Suspensions</source>
        <translation>&amp;Suspensiones</translation>
    </message>
    <message>
        <source>In credit: {amount}</source>
        <translation>A favor: {amount}</translation>
    </message>
    <message>
        <source>Owes {amount}</source>
        <translation>Debe {amount}</translation>
    </message>
    <message>
        <source>Owes nothing</source>
        <translation>No debe nada</translation>
    </message>
    <message>
        <source>a credit of {amount} counted</source>
        <translation>descontado un saldo a favor de {amount}</translation>
    </message>
    <message>
        <source>Suspensions</source>
        <translation>Suspensiones</translation>
    </message>
</context>
<context>
    <name>MoneyForm</name>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Fill in the amount and the reason.</source>
        <translation>Escriba el importe y el motivo.</translation>
    </message>
</context>
<context>
    <name>MoneyPlurals</name>
    <message numerus="yes">
        <source>%n fee(s) chosen</source>
        <translation>
            <numerusform>%n cargo elegido</numerusform>
            <numerusform>%n cargos elegidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n día tarde</numerusform>
            <numerusform>%n días tarde</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Surname</source>
        <translation>Apellidos</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Otros nombres</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>&amp;Do not</source>
        <translation>No &amp;hacerlo</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening the desk…</source>
        <translation>Abriendo el mostrador…</translation>
    </message>
    <message>
        <source>&amp;Start working now</source>
        <translation>&amp;Empezar a trabajar ya</translation>
    </message>
    <message>
        <source>Copying was stopped</source>
        <translation>La copia está parada</translation>
    </message>
    <message>
        <source>Staff can sign in as soon as all of them are here.</source>
        <translation>El personal podrá entrar en cuanto estén todos.</translation>
    </message>
    <message>
        <source>You need not wait. Until all of them are here, some cards and items are not known yet.</source>
        <translation>No hace falta esperar. Hasta que estén todos, aún no se conocen algunos carnés y ejemplares.</translation>
    </message>
    <message>
        <source>Copied so far</source>
        <translation>Copiado hasta ahora</translation>
    </message>
    <message>
        <source>Waiting for the first records from central…</source>
        <translation>Esperando los primeros registros de la central…</translation>
    </message>
    <message>
        <source>Copying the library&apos;s records: {done} of {total}</source>
        <translation>Copiando los registros de la biblioteca: {done} de {total}</translation>
    </message>
</context>
<context>
    <name>OverrideDialog</name>
    <message>
        <source>Authorise an exception</source>
        <translation>Autorizar excepción</translation>
    </message>
    <message>
        <source>The desk refuses this</source>
        <translation>El mostrador no lo permite</translation>
    </message>
    <message>
        <source>Reason for the exception</source>
        <translation>Motivo de la excepción</translation>
    </message>
    <message>
        <source>It is kept with the loan, under your name</source>
        <translation>Queda registrado con su nombre</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>&amp;Authorise</source>
        <translation>&amp;Autorizar</translation>
    </message>
    <message>
        <source>&amp;Do not</source>
        <translation>&amp;No autorizar</translation>
    </message>
</context>
<context>
    <name>OwnSecrets</name>
    <message>
        <source>Your password now</source>
        <translation>Su contraseña actual</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Contraseña nueva</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Contraseña nueva otra vez</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>PIN nuevo</translation>
    </message>
    <message>
        <source>New PIN once more</source>
        <translation>PIN nuevo otra vez</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>Ca&amp;mbiar</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Password and PIN of {name}</source>
        <translation>Contraseña y PIN de {name}</translation>
    </message>
    <message>
        <source>The PIN, with your badge, is enough at a desk for 12 hours after you gave your password there.</source>
        <translation>El PIN, con su tarjeta, basta en un puesto durante 12 horas después de dar allí la contraseña.</translation>
    </message>
    <message>
        <source>&amp;Your password now</source>
        <translation>&amp;Su contraseña actual</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>Contraseña &amp;nueva</translation>
    </message>
    <message>
        <source>once &amp;more</source>
        <translation>&amp;otra vez</translation>
    </message>
    <message>
        <source>New &amp;PIN</source>
        <translation>&amp;PIN nuevo</translation>
    </message>
    <message>
        <source>&amp;once more</source>
        <translation>otra &amp;vez</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>No coinciden.</translation>
    </message>
    <message>
        <source>Changed. It holds at every desk from now on.</source>
        <translation>Cambiado. Vale desde ahora en todos los puestos.</translation>
    </message>
</context>
<context>
    <name>PartsForm</name>
    <message>
        <source>&amp;Record it</source>
        <translation>&amp;Registrarlo</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Qué falta</translation>
    </message>
    <message>
        <source>Damage fee</source>
        <translation>Cargo por daños</translation>
    </message>
    <message>
        <source>Parts missing: {title} ({barcode})</source>
        <translation>Faltan partes: {title} ({barcode})</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>Esto no es un importe.</translation>
    </message>
    <message>
        <source>Say what is missing.</source>
        <translation>Indique qué falta.</translation>
    </message>
    <message>
        <source>missing: {parts}</source>
        <translation>falta: {parts}</translation>
    </message>
    <message>
        <source>Put it on the desk&apos;s own shelf.</source>
        <translation>Déjelo en el estante del mostrador.</translation>
    </message>
    <message>
        <source>Charged: {amount}</source>
        <translation>Cargado: {amount}</translation>
    </message>
</context>
<context>
    <name>PatronForm</name>
    <message>
        <source>Cards</source>
        <translation>Carnés</translation>
    </message>
    <message>
        <source>Card numbers, the current one first</source>
        <translation>Números de carné, primero el actual</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nacimiento</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Fecha de nacimiento</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Notes, one a line</source>
        <translation>Notas, una por línea</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>E-mail addresses, one a line</source>
        <translation>Direcciones de correo electrónico, una por línea</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Telephone numbers, one a line</source>
        <translation>Números de teléfono, uno por línea</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>End of the membership</source>
        <translation>Fin de la inscripción</translation>
    </message>
</context>
<context>
    <name>PatronHeader</name>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>What makes up each block</source>
        <translation>De dónde viene cada bloqueo</translation>
    </message>
    <message>
        <source>Why the patron is blocked</source>
        <translation>Por qué está bloqueado el usuario</translation>
    </message>
    <message>
        <source>&amp;Make active (F2)</source>
        <translation>&amp;Activar (F2)</translation>
    </message>
    <message>
        <source>Money…</source>
        <translation>Dinero…</translation>
    </message>
    <message>
        <source>Fees and payments (F4)</source>
        <translation>Cargos y pagos (F4)</translation>
    </message>
    <message>
        <source>Of another library: loans, debts and the rest come from central.</source>
        <translation>De otra biblioteca: préstamos, deudas y lo demás llegan de la central.</translation>
    </message>
    <message>
        <source>ACTIVE PATRON</source>
        <translation>USUARIO ACTIVO</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>no activo</translation>
    </message>
    <message>
        <source>Items go to {name}</source>
        <translation>Los ejemplares van a {name}</translation>
    </message>
    <message>
        <source>active account</source>
        <translation>cuenta activa</translation>
    </message>
    <message>
        <source>inactive account</source>
        <translation>cuenta inactiva</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>caducado</translation>
    </message>
    <message>
        <source>showed: {document}</source>
        <translation>mostró: {document}</translation>
    </message>
    <message>
        <source>unknown card, accepted offline</source>
        <translation>carné desconocido, aceptado sin conexión</translation>
    </message>
    <message>
        <source>needs a newer program</source>
        <translation>requiere un programa más nuevo</translation>
    </message>
    <message>
        <source>Debts not known</source>
        <translation>Deudas: sin datos</translation>
    </message>
    <message>
        <source>Owes {amount}</source>
        <translation>Debe {amount}</translation>
    </message>
    <message>
        <source>Credit {amount}</source>
        <translation>A su favor {amount}</translation>
    </message>
    <message>
        <source>Owes nothing</source>
        <translation>No debe nada</translation>
    </message>
</context>
<context>
    <name>PatronServices</name>
    <message>
        <source>Open patrons</source>
        <translation>Usuarios abiertos</translation>
    </message>
    <message>
        <source>Close this tab (Ctrl+W)</source>
        <translation>Cerrar esta pestaña (Ctrl+W)</translation>
    </message>
    <message>
        <source>Close this tab</source>
        <translation>Cerrar esta pestaña</translation>
    </message>
    <message>
        <source>Scan a patron&apos;s card to begin,
or type a name in the field above.</source>
        <translation>Lea el carné de un usuario para empezar,
o escriba un nombre en el campo de arriba.</translation>
    </message>
</context>
<context>
    <name>PatronStrips</name>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>Lend normally</source>
        <translation>Prestar normalmente</translation>
    </message>
    <message>
        <source>Check-outs now: {modes}</source>
        <translation>Préstamos ahora: {modes}</translation>
    </message>
    <message>
        <source>Suspended until {date} ({loans})</source>
        <translation>Suspendido hasta el {date} ({loans})</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>a day of this year</comment>
        <translation>d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
    </message>
</context>
<context>
    <name>PatronTab</name>
    <message>
        <source>Loans</source>
        <translation>Préstamos</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Quick user management</source>
        <translation>Gestión rápida de usuarios</translation>
    </message>
    <message>
        <source>What blocks {name}</source>
        <translation>Qué bloquea a {name}</translation>
    </message>
    <message>
        <source>The suspension of {name}</source>
        <translation>La suspensión de {name}</translation>
    </message>
</context>
<context>
    <name>PaymentForm</name>
    <message>
        <source>&amp;Take payment</source>
        <translation>&amp;Cobrar</translation>
    </message>
    <message>
        <source>Amount taken</source>
        <translation>Importe cobrado</translation>
    </message>
    <message>
        <source>Method of payment</source>
        <translation>Forma de pago</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Importe</translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation>&amp;Forma de pago</translation>
    </message>
    <message>
        <source>There is no open fee to pay.</source>
        <translation>No hay ningún cargo pendiente.</translation>
    </message>
    <message>
        <source>Fill in the amount, or choose fees above.</source>
        <translation>Escriba el importe o elija cargos arriba.</translation>
    </message>
    <message>
        <source>Nothing more is owed: the credit covers the open fees.</source>
        <translation>No se debe nada más: el saldo a favor cubre los cargos pendientes.</translation>
    </message>
    <message>
        <source>All open fees, the oldest first; choose some above to pay only those.</source>
        <translation>Todos los cargos pendientes, primero los más antiguos; elija algunos arriba para pagar solo esos.</translation>
    </message>
    <message>
        <source>{money} more than that: it becomes credit.</source>
        <translation>{money} de más: quedan como saldo a favor.</translation>
    </message>
    <message>
        <source>In part: {money} stays open.</source>
        <translation>En parte: quedan pendientes {money}.</translation>
    </message>
    <message>
        <source>{amount} taken: {method}</source>
        <translation>Cobrados {amount}: {method}</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>Recibo {number}</translation>
    </message>
</context>
<context>
    <name>PendingPage</name>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Patron</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Events that wait</source>
        <translation>Operaciones que esperan</translation>
    </message>
    <message>
        <source>Everything was sent.</source>
        <translation>Se ha enviado todo.</translation>
    </message>
    <message>
        <source>Read &amp;anew</source>
        <translation>&amp;Leer de nuevo</translation>
    </message>
    <message>
        <source>Waiting for central: the oldest {listed} of {count}</source>
        <translation>Esperan a la central: las {listed} más antiguas de {count}</translation>
    </message>
    <message>
        <source>Waiting for central: {count}</source>
        <translation>Esperan a la central: {count}</translation>
    </message>
</context>
<context>
    <name>Plurals</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n ejemplar</numerusform>
            <numerusform>%n ejemplares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loan(s)</source>
        <translation>
            <numerusform>%n préstamo</numerusform>
            <numerusform>%n préstamos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) lent</source>
        <translation>
            <numerusform>%n ejemplar prestado</numerusform>
            <numerusform>%n ejemplares prestados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n atrasado</numerusform>
            <numerusform>%n atrasados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n solicitud</numerusform>
            <numerusform>%n solicitudes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on the hold shelf</source>
        <translation>
            <numerusform>%n en el estante de reservas</numerusform>
            <numerusform>%n en el estante de reservas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>hace %n minuto</numerusform>
            <numerusform>hace %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>hace %n hora</numerusform>
            <numerusform>hace %n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>hace %n día</numerusform>
            <numerusform>hace %n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n discrepancy(ies)</source>
        <translation>
            <numerusform>%n discrepancia</numerusform>
            <numerusform>%n discrepancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n lectura en espera</numerusform>
            <numerusform>%n lecturas en espera</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loan(s) renewed</source>
        <translation>
            <numerusform>%n préstamo renovado</numerusform>
            <numerusform>%n préstamos renovados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not renewed</source>
        <translation>
            <numerusform>%n no renovado</numerusform>
            <numerusform>%n no renovados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <translation>
            <numerusform>hace %n segundo</numerusform>
            <numerusform>hace %n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) wait</source>
        <translation>
            <numerusform>espera %n operación</numerusform>
            <numerusform>esperan %n operaciones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could be read and are safe.</source>
        <translation>
            <numerusform>Se ha podido leer %n anotación, que está a salvo.</numerusform>
            <numerusform>Se han podido leer %n anotaciones, que están a salvo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read any more.</source>
        <translation>
            <numerusform>%n anotación ya no se ha podido leer.</numerusform>
            <numerusform>%n anotaciones ya no se han podido leer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) will be sent again.</source>
        <translation>
            <numerusform>%n anotación se enviará de nuevo.</numerusform>
            <numerusform>%n anotaciones se enviarán de nuevo.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problema</numerusform>
            <numerusform>%n problemas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuickAddDialog</name>
    <message>
        <source>Quick add</source>
        <translation>Alta rápida</translation>
    </message>
    <message>
        <source>No record has the barcode {barcode}</source>
        <translation>Ningún registro tiene el código {barcode}</translation>
    </message>
    <message>
        <source>It was scanned twice alike. Add it now; it is marked “to be catalogued”.</source>
        <translation>Se leyó dos veces igual. Dele de alta ahora; quedará marcado «por catalogar».</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Item type</source>
        <translation>Tipo de ejemplar</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Título</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>T&amp;ipo</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Dar de alta</translation>
    </message>
    <message>
        <source>&amp;Do not add</source>
        <translation>&amp;No dar de alta</translation>
    </message>
</context>
<context>
    <name>QuickEdit</name>
    <message>
        <source>User updated: {name}</source>
        <translation>Usuario actualizado: {name}</translation>
    </message>
    <message>
        <source>Changed elsewhere meanwhile; what you typed is kept.</source>
        <translation>Se cambió en otro puesto; se conserva lo que usted escribió.</translation>
    </message>
    <message>
        <source>This record was changed elsewhere while you were editing. Your text is kept.</source>
        <translation>Este registro se cambió en otro puesto mientras usted lo editaba. Se conserva su texto.</translation>
    </message>
    <message>
        <source>You may read this data but not change it.</source>
        <translation>Puede leer estos datos, pero no cambiarlos.</translation>
    </message>
    <message>
        <source>A patron of another library: what is kept of them there comes from central.</source>
        <translation>Usuario de otra biblioteca: los datos que guarda esa biblioteca llegan de la central.</translation>
    </message>
    <message>
        <source>External account: the registrar&apos;s system owns the grey fields. Have them changed there.</source>
        <translation>Cuenta externa: los campos en gris son del sistema de matrícula y se cambian allí.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>Update user</source>
        <translation>Actualizar usuario</translation>
    </message>
    <message>
        <source>Saves and goes back to where you were (Ctrl+Enter or F10)</source>
        <translation>Guarda y vuelve a donde estaba (Ctrl+Intro o F10)</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Descartar cambios</translation>
    </message>
    <message>
        <source>Full information</source>
        <translation>Información completa</translation>
    </message>
    <message>
        <source>Quick user management</source>
        <translation>Gestión rápida de usuarios</translation>
    </message>
    <message>
        <source>Scan a new card</source>
        <translation>Leer un carné nuevo</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Patron services</source>
        <translation>Servicios al usuario</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Devolución</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Renovar</translation>
    </message>
    <message>
        <source>Discrepancies</source>
        <translation>Discrepancias</translation>
    </message>
    <message>
        <source>Shelves</source>
        <translation>Estantes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
</context>
<context>
    <name>RefundForm</name>
    <message>
        <source>Pay bac&amp;k</source>
        <translation>Reemb&amp;olsar</translation>
    </message>
    <message>
        <source>Amount given back</source>
        <translation>Importe devuelto</translation>
    </message>
    <message>
        <source>Why it is given back</source>
        <translation>Por qué se devuelve</translation>
    </message>
    <message>
        <source>How it is given back</source>
        <translation>Cómo se devuelve</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Importe</translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation>&amp;Forma de pago</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>There is no credit to give back.</source>
        <translation>No hay saldo a favor que devolver.</translation>
    </message>
    <message>
        <source>At most {amount}: the credit of this account.</source>
        <translation>Como mucho {amount}: el saldo a favor de esta cuenta.</translation>
    </message>
    <message>
        <source>{amount} given back: {method}</source>
        <translation>Reembolsados {amount}: {method}</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>Recibo {number}</translation>
    </message>
</context>
<context>
    <name>RenewPage</name>
    <message>
        <source>Scan or type an item&apos;s barcode to renew it</source>
        <translation>Lea o escriba el código de un ejemplar para renovarlo</translation>
    </message>
    <message>
        <source>Result of the renewal</source>
        <translation>Resultado de la renovación</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Renewals of this session</source>
        <translation>Renovaciones de esta sesión</translation>
    </message>
    <message>
        <source>Without the &amp;item (F11)</source>
        <translation>Sin el &amp;ejemplar (F11)</translation>
    </message>
    <message>
        <source>Renewals are counted as made without the item, as on the telephone</source>
        <translation>Las renovaciones cuentan como hechas sin el ejemplar, como por teléfono</translation>
    </message>
    <message>
        <source>&amp;Why? (Shift+F1)</source>
        <translation>¿Por &amp;qué? (Mayús+F1)</translation>
    </message>
    <message>
        <source>Renewed until {date}</source>
        <translation>Renovado hasta el {date}</translation>
    </message>
    <message>
        <source>Not renewed</source>
        <translation>No renovado</translation>
    </message>
</context>
<context>
    <name>Renewing</name>
    <message>
        <source>Select loans first; Ctrl+A selects all.</source>
        <translation>Seleccione antes los préstamos; Ctrl+A los selecciona todos.</translation>
    </message>
    <message>
        <source>It is not on loan any more.</source>
        <translation>Ya no está prestado.</translation>
    </message>
    <message>
        <source>Renewed until {date}</source>
        <translation>Renovado hasta el {date}</translation>
    </message>
    <message>
        <source>Without the item</source>
        <translation>Sin el ejemplar</translation>
    </message>
    <message>
        <source>Loan fee {amount}</source>
        <translation>Cargo por el préstamo: {amount}</translation>
    </message>
    <message>
        <source>Not renewed: {title}</source>
        <translation>No renovado: {title}</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Autorizar excepción…</translation>
    </message>
</context>
<context>
    <name>RequestDeeds</name>
    <message>
        <source>Requested: {title}</source>
        <translation>Solicitado: {title}</translation>
    </message>
    <message>
        <source>Request cancelled: {title}</source>
        <translation>Solicitud cancelada: {title}</translation>
    </message>
    <message>
        <source>Request resumed: {title}</source>
        <translation>Solicitud reanudada: {title}</translation>
    </message>
    <message>
        <source>It counts again when it is resumed.</source>
        <translation>Vuelve a contar cuando se reanude.</translation>
    </message>
    <message>
        <source>It counts again on {date}.</source>
        <translation>Vuelve a contar el {date}.</translation>
    </message>
    <message>
        <source>Request suspended: {title}</source>
        <translation>Solicitud suspendida: {title}</translation>
    </message>
    <message>
        <source>It is picked up at {branch} now.</source>
        <translation>Ahora se recoge en {branch}.</translation>
    </message>
    <message>
        <source>Pickup changed: {title}</source>
        <translation>Recogida cambiada: {title}</translation>
    </message>
    <message>
        <source>Request moved: {title}</source>
        <translation>Solicitud movida: {title}</translation>
    </message>
</context>
<context>
    <name>RequestForm</name>
    <message>
        <source>&amp;Place request</source>
        <translation>&amp;Solicitar</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Pickup at</source>
        <translation>Recogida en</translation>
    </message>
    <message>
        <source>any copy</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>any copy of {volume}</source>
        <translation>cualquier ejemplar de {volume}</translation>
    </message>
    <message>
        <source>this very copy, {barcode}</source>
        <translation>este mismo ejemplar, {barcode}</translation>
    </message>
    <message>
        <source>Request “{title}” for {name}</source>
        <translation>Solicitar «{title}» para {name}</translation>
    </message>
    <message>
        <source>Requested: {title}</source>
        <translation>Solicitado: {title}</translation>
    </message>
</context>
<context>
    <name>RequestLine</name>
    <message>
        <source>Title, ISBN or barcode to request</source>
        <translation>Título, ISBN o código de barras que se solicita</translation>
    </message>
    <message>
        <source>Title, ISBN or barcode</source>
        <translation>Título, ISBN o código de barras</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Ejemplar</translation>
    </message>
    <message>
        <source>Pickup library</source>
        <translation>Biblioteca de recogida</translation>
    </message>
    <message>
        <source>Last day on which it is wanted</source>
        <translation>Último día en que se quiere</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>día/mes/año</translation>
    </message>
    <message>
        <source>&amp;Place request</source>
        <translation>&amp;Solicitar</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Ejemplar</translation>
    </message>
    <message>
        <source>Pickup &amp;at</source>
        <translation>&amp;Recogida en</translation>
    </message>
    <message>
        <source>Wanted &amp;until</source>
        <translation>&amp;Hasta el</translation>
    </message>
    <message>
        <source>Nothing to request is found under “{text}”.</source>
        <translation>No se encuentra nada que solicitar con «{text}».</translation>
    </message>
    <message>
        <source>Any copy</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Any copy of {volume}</source>
        <translation>Cualquiera de {volume}</translation>
    </message>
    <message>
        <source>The last day is not a date: write day/month/year.</source>
        <translation>El último día no es una fecha: escriba día/mes/año.</translation>
    </message>
</context>
<context>
    <name>RequestPlurals</name>
    <message numerus="yes">
        <source>%n request(s) selected</source>
        <translation>
            <numerusform>%n solicitud seleccionada</numerusform>
            <numerusform>%n solicitudes seleccionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) on the list</source>
        <translation>
            <numerusform>%n ejemplar en la lista</numerusform>
            <numerusform>%n ejemplares en la lista</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Check in %n item(s), one by one?</source>
        <translation>
            <numerusform>¿Devolver %n ejemplar?</numerusform>
            <numerusform>¿Devolver %n ejemplares, uno por uno?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) checked in</source>
        <translation>
            <numerusform>%n ejemplar devuelto</numerusform>
            <numerusform>%n ejemplares devueltos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not checked in</source>
        <translation>
            <numerusform>%n no devuelto</numerusform>
            <numerusform>%n no devueltos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestStrip</name>
    <message>
        <source>day/month/year; empty: until it is resumed</source>
        <translation>día/mes/año; vacío: hasta que se reanude</translation>
    </message>
    <message>
        <source>First day on which the request counts again</source>
        <translation>Primer día en que la solicitud vuelve a contar</translation>
    </message>
    <message>
        <source>New pickup library</source>
        <translation>Nueva biblioteca de recogida</translation>
    </message>
    <message>
        <source>New position in the queue</source>
        <translation>Nueva posición en la cola</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>De&amp;jarlo</translation>
    </message>
    <message>
        <source>Why (optional)</source>
        <translation>Por qué (opcional)</translation>
    </message>
    <message>
        <source>Why: it is kept under your name</source>
        <translation>Por qué: queda a nombre de usted</translation>
    </message>
    <message>
        <source>Cancel the request</source>
        <translation>Cancelar la solicitud</translation>
    </message>
    <message>
        <source>Suspend the request; its place in the queue stays</source>
        <translation>Suspender la solicitud; conserva su lugar en la cola</translation>
    </message>
    <message>
        <source>Change where it is picked up</source>
        <translation>Cambiar dónde se recoge</translation>
    </message>
    <message>
        <source>Move the request in its queue</source>
        <translation>Mover la solicitud en su cola</translation>
    </message>
    <message>
        <source>&amp;Yes, cancel it</source>
        <translation>Sí, ca&amp;ncelarla</translation>
    </message>
    <message>
        <source>Mo&amp;ve</source>
        <translation>Mo&amp;ver</translation>
    </message>
    <message>
        <source>&amp;Suspend</source>
        <translation>Sus&amp;pender</translation>
    </message>
    <message>
        <source>C&amp;hange</source>
        <translation>Ca&amp;mbiar</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Counts again on</source>
        <translation>Vuelve a contar el</translation>
    </message>
    <message>
        <source>Pickup at</source>
        <translation>Recogida en</translation>
    </message>
    <message>
        <source>To position</source>
        <translation>A la posición</translation>
    </message>
</context>
<context>
    <name>RequestsTab</name>
    <message>
        <source>Requests of the patron</source>
        <translation>Solicitudes del usuario</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel with a reason…</source>
        <translation>Cancelar con un motivo…</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>Suspender…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Change pickup…</source>
        <translation>Cambiar la recogida…</translation>
    </message>
    <message>
        <source>Move up…</source>
        <translation>Subir…</translation>
    </message>
    <message>
        <source>Move down…</source>
        <translation>Bajar…</translation>
    </message>
    <message>
        <source>Move to a position…</source>
        <translation>Mover a una posición…</translation>
    </message>
    <message>
        <source>Explain the position</source>
        <translation>Explicar la posición</translation>
    </message>
    <message>
        <source>&amp;Cancel request</source>
        <translation>&amp;Cancelar solicitud</translation>
    </message>
    <message>
        <source>Cancels the selected requests (Del)</source>
        <translation>Cancela las solicitudes seleccionadas (Supr)</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Más</translation>
    </message>
    <message>
        <source>What else can be done with the selected requests</source>
        <translation>Qué más puede hacerse con las solicitudes seleccionadas</translation>
    </message>
    <message>
        <source>Send requests report</source>
        <translation>Enviar informe de solicitudes</translation>
    </message>
    <message>
        <source>Prints all open requests for the patron (F5)</source>
        <translation>Imprime para el usuario todas sus solicitudes abiertas (F5)</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Ejemplar</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Pickup at</source>
        <translation>Recogida en</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
</context>
<context>
    <name>RolesGrid</name>
    <message>
        <source>Roles at each branch</source>
        <translation>Roles en cada biblioteca</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>En todas</translation>
    </message>
    <message>
        <source>You do not hold this role there, so you neither give nor take it.</source>
        <translation>Usted no tiene ese rol ahí, así que no lo da ni lo quita.</translation>
    </message>
</context>
<context>
    <name>RolesView</name>
    <message>
        <source>A role holds at one branch or everywhere; somebody with several may do what any of them allows. Nobody waives, lifts or changes limits for themselves or their household, whatever their role.</source>
        <translation>Un rol vale en una biblioteca o en todas; quien tiene varios puede hacer lo que permita cualquiera de ellos. Nadie condona, levanta ni cambia límites para sí mismo ni para su casa, sea cual sea su rol.</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Puede</translation>
    </message>
    <message>
        <source>What each role may do</source>
        <translation>Lo que puede hacer cada rol</translation>
    </message>
</context>
<context>
    <name>RowsPage</name>
    <message>
        <source>Show &amp;names (hold F9)</source>
        <translation>Mostrar los &amp;nombres (mantener F9)</translation>
    </message>
    <message>
        <source>Page of the &amp;item</source>
        <translation>Página del &amp;ejemplar</translation>
    </message>
    <message>
        <source>&amp;Open the patron</source>
        <translation>Abrir el &amp;usuario</translation>
    </message>
</context>
<context>
    <name>ScanField</name>
    <message>
        <source>Card, barcode, ISBN or name</source>
        <translation>Carné, código de barras, ISBN o nombre</translation>
    </message>
    <message>
        <source>Scan field</source>
        <translation>Campo de lectura</translation>
    </message>
    <message>
        <source>A patron&apos;s card, an item&apos;s barcode, an ISBN or a few letters of a name</source>
        <translation>El carné de un usuario, el código de un ejemplar, un ISBN o unas letras de un nombre</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo encontrado</translation>
    </message>
</context>
<context>
    <name>ScanWork</name>
    <message>
        <source>Shown, not lent</source>
        <translation>Mostrado, no prestado</translation>
    </message>
    <message>
        <source>No copy of this title is known: {title}</source>
        <translation>No se conoce ningún ejemplar de este título: {title}</translation>
    </message>
    <message>
        <source>Not added: {code}</source>
        <translation>No añadido: {code}</translation>
    </message>
    <message>
        <source>Added, to be catalogued: {title}</source>
        <translation>Añadido, por catalogar: {title}</translation>
    </message>
    <message>
        <source>To lend it, scan the patron&apos;s card first.</source>
        <translation>Para prestarlo, lea antes el carné del usuario.</translation>
    </message>
</context>
<context>
    <name>SealedForm</name>
    <message>
        <source>Sealed code</source>
        <translation>Código sellado</translation>
    </message>
    <message>
        <source>Who is here</source>
        <translation>Quién está aquí</translation>
    </message>
    <message>
        <source>&amp;Open the desk</source>
        <translation>&amp;Abrir el puesto</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Volver</translation>
    </message>
    <message>
        <source>Sealed &amp;code</source>
        <translation>&amp;Código sellado</translation>
    </message>
    <message>
        <source>&amp;Who is here</source>
        <translation>&amp;Quién está aquí</translation>
    </message>
    <message>
        <source>The code in the sealed envelope opens this desk for {hours}, to lend, take back and take payments alone. It works once, and the library is told who used it. Afterwards a new envelope is needed.</source>
        <translation>El código del sobre cerrado abre este puesto durante {hours}, solo para prestar, devolver y cobrar. Sirve una vez y queda comunicado quién lo usó. Después hace falta un sobre nuevo.</translation>
    </message>
</context>
<context>
    <name>SealedStrip</name>
    <message>
        <source>Sign in instead (Ctrl+0)</source>
        <translation>Entrar con su nombre (Ctrl+0)</translation>
    </message>
    <message>
        <source>Opened with a sealed code by {who} until {time}: lending, taking back and payments alone. It is reported.</source>
        <translation>Abierto con un código sellado por {who} hasta {time}: solo préstamos, devoluciones y cobros. Queda comunicado.</translation>
    </message>
</context>
<context>
    <name>SecondPerson</name>
    <message>
        <source>Si&amp;gn</source>
        <translation>&amp;Firmar</translation>
    </message>
    <message>
        <source>That is who works here: somebody else has to sign.</source>
        <translation>Es quien ya trabaja aquí: tiene que firmar otra persona.</translation>
    </message>
    <message>
        <source>{name} may not do this either.</source>
        <translation>{name} tampoco puede hacerlo.</translation>
    </message>
</context>
<context>
    <name>Serving</name>
    <message>
        <source>Active: {name}</source>
        <translation>Activo: {name}</translation>
    </message>
    <message>
        <source>Finished: {name}</source>
        <translation>Terminado: {name}</translation>
    </message>
    <message>
        <source>Nothing was lent.</source>
        <translation>No se ha prestado nada.</translation>
    </message>
    <message>
        <source>Owes {amount}</source>
        <translation>Debe {amount}</translation>
    </message>
    <message>
        <source>Print slip</source>
        <translation>Imprimir resguardo</translation>
    </message>
    <message>
        <source>Nothing was lent. Scan the card of whoever is there.</source>
        <translation>No se ha prestado nada. Lea el carné de quien esté delante.</translation>
    </message>
    <message>
        <source>Card not accepted: {card}</source>
        <translation>Carné no aceptado: {card}</translation>
    </message>
    <message>
        <source>At most {limit} items, for the shortest period, until central knows it.</source>
        <translation>{limit} ejemplares como máximo, por el plazo más corto, hasta que la central lo conozca.</translation>
    </message>
    <message>
        <source>Unknown card accepted: {card}</source>
        <translation>Carné desconocido aceptado: {card}</translation>
    </message>
    <message>
        <source>Accept it as a card</source>
        <translation>Aceptarlo como carné</translation>
    </message>
    <message>
        <source>Is it a patron&apos;s card? Then accept it; it is settled when central is reached.</source>
        <translation>¿Es el carné de un usuario? Acéptelo; se aclarará al volver la conexión.</translation>
    </message>
    <message>
        <source>Unknown: {code}</source>
        <translation>Desconocido: {code}</translation>
    </message>
    <message>
        <source>Due {date}</source>
        <translation>Devolver el {date}</translation>
    </message>
    <message>
        <source>Count: {parts}</source>
        <translation>Contar: {parts}</translation>
    </message>
    <message>
        <source>On-site: it stays in the building</source>
        <translation>Consulta en sala: no sale de la biblioteca</translation>
    </message>
    <message>
        <source>Loan fee {amount}</source>
        <translation>Cargo por el préstamo: {amount}</translation>
    </message>
    <message>
        <source>Taken by {name}</source>
        <translation>Se lo lleva {name}</translation>
    </message>
    <message>
        <source>Renew it</source>
        <translation>Renovarlo</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Autorizar excepción…</translation>
    </message>
    <message>
        <source>Lend it on-site</source>
        <translation>Prestar en sala</translation>
    </message>
    <message>
        <source>Not lent: {title}</source>
        <translation>No prestado: {title}</translation>
    </message>
    <message>
        <source>Another patron is active now: scan the item again.</source>
        <translation>Ahora hay otro usuario activo: lea el ejemplar de nuevo.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%n problem(s) must be mended before saving</source>
        <translation>
            <numerusform>hay que resolver %n problema antes de guardar</numerusform>
            <numerusform>hay que resolver %n problemas antes de guardar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShelfWork</name>
    <message>
        <source>It is on the list</source>
        <translation>Está en la lista</translation>
    </message>
    <message>
        <source>It is not on this list</source>
        <translation>No está en esta lista</translation>
    </message>
    <message>
        <source>Each of them is listed on the page Check in (Ctrl+2).</source>
        <translation>Cada uno figura en la página Devolución (Ctrl+2).</translation>
    </message>
</context>
<context>
    <name>ShelvesPage</name>
    <message>
        <source>Lists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Words to find on the list</source>
        <translation>Palabras que se buscan en la lista</translation>
    </message>
    <message>
        <source>Find on the list</source>
        <translation>Buscar en la lista</translation>
    </message>
    <message>
        <source>Show &amp;names (hold F9)</source>
        <translation>Mostrar los &amp;nombres (mantener F9)</translation>
    </message>
    <message>
        <source>Read &amp;anew</source>
        <translation>&amp;Actualizar</translation>
    </message>
    <message>
        <source>&amp;Check in</source>
        <translation>&amp;Devolver</translation>
    </message>
    <message>
        <source>Checks the selected items in, one by one (Enter)</source>
        <translation>Devuelve los ejemplares seleccionados, uno por uno (Intro)</translation>
    </message>
    <message>
        <source>Clear a&amp;ll…</source>
        <translation>Vaciar &amp;todo…</translation>
    </message>
    <message>
        <source>Checks in everything on the list, one by one</source>
        <translation>Devuelve todo lo que hay en la lista, uno por uno</translation>
    </message>
    <message>
        <source>Page of the &amp;item</source>
        <translation>Página del &amp;ejemplar</translation>
    </message>
    <message>
        <source>&amp;Open the patron</source>
        <translation>Abrir el &amp;usuario</translation>
    </message>
    <message>
        <source>&amp;Print list</source>
        <translation>Im&amp;primir lista</translation>
    </message>
    <message>
        <source>Prints the rows in sight, in their order</source>
        <translation>Imprime las filas que se ven, en su orden</translation>
    </message>
    <message>
        <source>Check &amp;them in</source>
        <translation>De&amp;volverlos</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>El bloqueo de mayúsculas está activado.</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>&amp;PIN</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Contraseña</translation>
    </message>
    <message>
        <source>Pass&amp;word instead</source>
        <translation>Usar la con&amp;traseña</translation>
    </message>
</context>
<context>
    <name>SignInPlurals</name>
    <message numerus="yes">
        <source>Too many tries. Wait %n second(s), then try again.</source>
        <translation>
            <numerusform>Demasiados intentos. Espere %n segundo y vuelva a intentarlo.</numerusform>
            <numerusform>Demasiados intentos. Espere %n segundos y vuelva a intentarlo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many tries. Wait %n minute(s), then try again; or ask an administrator.</source>
        <translation>
            <numerusform>Demasiados intentos. Espere %n minuto y vuelva a intentarlo, o pregunte a un administrador.</numerusform>
            <numerusform>Demasiados intentos. Espere %n minutos y vuelva a intentarlo, o pregunte a un administrador.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This desk has not heard from central for more than %n day(s), and does not go by what it knew of its staff any longer. Have the connection mended; until then a sealed code opens it.</source>
        <translation>
            <numerusform>Este puesto no sabe de la central desde hace más de %n día y ya no se guía por lo que sabía de su personal. Haga que se arregle la conexión; mientras tanto lo abre un código sellado.</numerusform>
            <numerusform>Este puesto no sabe de la central desde hace más de %n días y ya no se guía por lo que sabía de su personal. Haga que se arregle la conexión; mientras tanto lo abre un código sellado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) wait</source>
        <translation>
            <numerusform>%n lectura en espera</numerusform>
            <numerusform>%n lecturas en espera</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) were made while the desk was locked. Nothing was done with them yet.</source>
        <translation>
            <numerusform>Se hizo %n lectura con el puesto bloqueado. Aún no se ha hecho nada con ella.</numerusform>
            <numerusform>Se hicieron %n lecturas con el puesto bloqueado. Aún no se ha hecho nada con ellas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A password has at least %n characters.</source>
        <translation>
            <numerusform>Una contraseña tiene al menos %n carácter.</numerusform>
            <numerusform>Una contraseña tiene al menos %n caracteres.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A PIN has at least %n digits, and nothing else.</source>
        <translation>
            <numerusform>Un PIN tiene al menos %n cifra, y nada más.</numerusform>
            <numerusform>Un PIN tiene al menos %n cifras, y nada más.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Sign &amp;in</source>
        <translation>&amp;Entrar</translation>
    </message>
    <message>
        <source>Use a sealed co&amp;de…</source>
        <translation>Usar un código &amp;sellado…</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Central cannot be asked now. You are let in by what it said last; everything else works as usual.</source>
        <translation>Ahora no se puede consultar a la central. Se entra con lo último que dijo; todo lo demás funciona como siempre.</translation>
    </message>
    <message>
        <source>Sealed code</source>
        <translation>Código sellado</translation>
    </message>
    <message>
        <source>A password of your own</source>
        <translation>Una contraseña propia</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
</context>
<context>
    <name>Slips</name>
    <message>
        <source>Receipt sent to the printer: {number}</source>
        <translation>Recibo enviado a la impresora: {number}</translation>
    </message>
    <message>
        <source>The payment is recorded and safe.</source>
        <translation>El pago está registrado y a salvo.</translation>
    </message>
    <message>
        <source>Slip sent to the printer: {title}</source>
        <translation>Resguardo enviado a la impresora: {title}</translation>
    </message>
    <message>
        <source>The return is recorded and safe.</source>
        <translation>La devolución está registrada y a salvo.</translation>
    </message>
    <message>
        <source>Finish a patron who has borrowed something (Esc), or take a payment; then press F7.</source>
        <translation>Termine con un usuario que se haya llevado algo (Esc) o cobre un pago; después pulse F7.</translation>
    </message>
    <message>
        <source>There is no slip to print.</source>
        <translation>No hay ningún resguardo que imprimir.</translation>
    </message>
    <message>
        <source>Slip sent to the printer: {reader}</source>
        <translation>Resguardo enviado a la impresora: {reader}</translation>
    </message>
    <message>
        <source>No report: this patron has no open request.</source>
        <translation>Sin informe: este usuario no tiene solicitudes abiertas.</translation>
    </message>
    <message>
        <source>It goes by post or by hand: no outgoing mail is set up.</source>
        <translation>Se entrega en mano o por correo postal: no hay correo electrónico saliente configurado.</translation>
    </message>
    <message>
        <source>Requests report printed</source>
        <translation>Informe de solicitudes impreso</translation>
    </message>
    <message>
        <source>The requests are recorded and safe.</source>
        <translation>Las solicitudes están registradas y a salvo.</translation>
    </message>
    <message>
        <source>List printed</source>
        <translation>Lista impresa</translation>
    </message>
    <message>
        <source>Nothing was printed: this computer has no default printer.</source>
        <translation>No se imprimió nada: este equipo no tiene impresora predeterminada.</translation>
    </message>
    <message>
        <source>Choose a default printer in the system&apos;s settings, then press {key}.</source>
        <translation>Elija una impresora predeterminada en los ajustes del sistema y pulse {key}.</translation>
    </message>
    <message>
        <source>Nothing was printed: the printer did not take it.</source>
        <translation>No se imprimió nada: la impresora no lo aceptó.</translation>
    </message>
    <message>
        <source>See whether the printer is on and has paper, then press {key}.</source>
        <translation>Compruebe que la impresora esté encendida y tenga papel, y pulse {key}.</translation>
    </message>
    <message>
        <source>The loans are recorded and safe.</source>
        <translation>Los préstamos están registrados y a salvo.</translation>
    </message>
</context>
<context>
    <name>StaffForm</name>
    <message>
        <source>The &amp;account is open</source>
        <translation>La c&amp;uenta está abierta</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>&amp;Password…</source>
        <translation>&amp;Contraseña…</translation>
    </message>
    <message>
        <source>Signs in &amp;as</source>
        <translation>E&amp;ntra como</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>Entra como</translation>
    </message>
    <message>
        <source>Is &amp;called</source>
        <translation>Se &amp;llama</translation>
    </message>
    <message>
        <source>Is called</source>
        <translation>Se llama</translation>
    </message>
    <message>
        <source>&amp;Badge</source>
        <translation>&amp;Tarjeta</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Own card as a &amp;reader</source>
        <translation>Su carné de &amp;usuario</translation>
    </message>
    <message>
        <source>Own card as a reader</source>
        <translation>Su carné de usuario</translation>
    </message>
    <message>
        <source>scan it</source>
        <translation>léala</translation>
    </message>
    <message>
        <source>scan it: nobody waives or lifts anything for themselves</source>
        <translation>léalo: nadie se condona ni se levanta nada a sí mismo</translation>
    </message>
    <message>
        <source>A new member of staff</source>
        <translation>Nueva persona del personal</translation>
    </message>
    <message>
        <source>Nobody changes their own account or roles: somebody else has to.</source>
        <translation>Nadie cambia su propia cuenta ni sus roles: tiene que hacerlo otra persona.</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Guardado: {name}</translation>
    </message>
    <message>
        <source>No reader has that card.</source>
        <translation>Nadie tiene ese carné.</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Name, role or badge</source>
        <translation>Nombre, rol o tarjeta</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>Mostrar solo</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>Entra como</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Se llama</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Roles</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Nueva</translation>
    </message>
    <message>
        <source>Nobody has an account yet: whoever sits at a desk may do everything. The first account, a system administrator&apos;s, is made where central runs, together with its password:

    {command}

From then on every desk asks who is there, and further members are added here.</source>
        <translation>Nadie tiene cuenta todavía: quien se siente en un puesto puede hacerlo todo. La primera cuenta, de administrador del sistema, se crea donde funciona la central, junto con su contraseña:

    {command}

Desde entonces cada puesto pregunta quién está, y a las demás personas se las añade aquí.</translation>
    </message>
    <message>
        <source>You may look at everybody here; changing anything needs the permission to manage staff.</source>
        <translation>Aquí puede ver a todo el personal; para cambiar algo hace falta el permiso de gestionar el personal.</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>en todas</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierta</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
</context>
<context>
    <name>StateForm</name>
    <message>
        <source>&amp;Set the state</source>
        <translation>Ca&amp;mbiar el estado</translation>
    </message>
    <message>
        <source>Damage fee; charged to whoever has it, or had it last</source>
        <translation>Cargo por daños, a quien lo tiene o lo tuvo por última vez</translation>
    </message>
    <message>
        <source>fee</source>
        <translation>cargo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Damage fee</source>
        <translation>Cargo por daños</translation>
    </message>
    <message>
        <source>Set the state of {title} ({barcode})</source>
        <translation>Cambiar el estado de {title} ({barcode})</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>Esto no es un importe.</translation>
    </message>
</context>
<context>
    <name>StillThereDialog</name>
    <message>
        <source>Same patron?</source>
        <translation>¿El mismo usuario?</translation>
    </message>
    <message>
        <source>Is {name} still at the desk?</source>
        <translation>¿Sigue {name} en el mostrador?</translation>
    </message>
    <message>
        <source>Nothing was scanned for a while. The item goes to this patron only if you say so.</source>
        <translation>Hace un rato que no se lee nada. El ejemplar se presta a este usuario solo si usted lo dice.</translation>
    </message>
    <message>
        <source>&amp;Yes, the same patron</source>
        <translation>&amp;Sí, el mismo usuario</translation>
    </message>
    <message>
        <source>&amp;No, finish the patron</source>
        <translation>&amp;No, terminar con el usuario</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>SureStrip</name>
    <message>
        <source>&amp;Do not</source>
        <translation>N&amp;o</translation>
    </message>
</context>
<context>
    <name>SuspensionsView</name>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Días</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Retraso</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Precio</translation>
    </message>
    <message>
        <source>Suspensions</source>
        <translation>Suspensiones</translation>
    </message>
    <message>
        <source>Why the suspension is ended</source>
        <translation>Por qué termina la suspensión</translation>
    </message>
    <message>
        <source>Why the suspension ends early, or is exchanged</source>
        <translation>Por qué termina antes o se canjea</translation>
    </message>
    <message>
        <source>Lift ear&amp;ly</source>
        <translation>&amp;Levantar antes</translation>
    </message>
    <message>
        <source>E&amp;xchange for money</source>
        <translation>Can&amp;jear por dinero</translation>
    </message>
    <message>
        <source>Reas&amp;on</source>
        <translation>Moti&amp;vo</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>Diga por qué.</translation>
    </message>
    <message>
        <source>The policy sets no price for these days.</source>
        <translation>La política no pone precio a estos días.</translation>
    </message>
    <message>
        <source>E&amp;xchange for {amount}</source>
        <translation>Can&amp;jear por {amount}</translation>
    </message>
    <message>
        <source>Suspension lifted</source>
        <translation>Suspensión levantada</translation>
    </message>
    <message>
        <source>Suspension exchanged for a fee: it can be paid now</source>
        <translation>Suspensión canjeada por un cargo: ya se puede pagar</translation>
    </message>
</context>
<context>
    <name>SwitchStaff</name>
    <message>
        <source>S&amp;witch</source>
        <translation>Cam&amp;biar</translation>
    </message>
    <message>
        <source>Esc: nobody changes.</source>
        <translation>Esc: no cambia nadie.</translation>
    </message>
    <message>
        <source>Switch to {name}?</source>
        <translation>¿Cambiar a {name}?</translation>
    </message>
</context>
<context>
    <name>TakenBy</name>
    <message>
        <source>Ta&amp;ken by (F12)</source>
        <translation>Se lo lle&amp;va (F12)</translation>
    </message>
    <message>
        <source>Who takes the items away</source>
        <translation>Quién se lleva los ejemplares</translation>
    </message>
    <message>
        <source>scan their card</source>
        <translation>lea su carné</translation>
    </message>
    <message>
        <source>Scan or type the card of whoever takes the items, or leave the field empty.</source>
        <translation>Lea o escriba el carné de quien se lleva los ejemplares, o deje el campo vacío.</translation>
    </message>
    <message>
        <source>Nobody is entered as the taker.</source>
        <translation>No consta nadie como quien se lo lleva.</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>UNKNOWN</source>
        <translation>DESCONOCIDO</translation>
    </message>
    <message>
        <source>No record has this barcode. Put it aside for cataloguing.</source>
        <translation>Ningún registro tiene este código de barras. Apártelo para catalogarlo.</translation>
    </message>
    <message>
        <source>Unknown: {code}</source>
        <translation>Desconocido: {code}</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>No se ha hecho nada</translation>
    </message>
    <message>
        <source>Not checked in: since when was it in the book drop?</source>
        <translation>No se ha devuelto: ¿desde cuándo estaba en el buzón?</translation>
    </message>
    <message>
        <source>NOT CHECKED IN</source>
        <translation>NO DEVUELTO</translation>
    </message>
    <message>
        <source>Not checked in: {title}</source>
        <translation>No devuelto: {title}</translation>
    </message>
    <message>
        <source>{barcode} · again: nothing new</source>
        <translation>{barcode} · otra vez: nada nuevo</translation>
    </message>
    <message>
        <source>was on loan</source>
        <translation>estaba prestado</translation>
    </message>
    <message>
        <source>was not on loan</source>
        <translation>no estaba prestado</translation>
    </message>
    <message>
        <source>Already checked in: the same answer.</source>
        <translation>Ya estaba devuelto: la misma respuesta.</translation>
    </message>
    <message>
        <source>Parts missing…</source>
        <translation>Faltan partes…</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>No se ha registrado nada.</translation>
    </message>
    <message>
        <source>DOES NOT BELONG HERE</source>
        <translation>NO ES SU SITIO</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>ENCONTRADO</translation>
    </message>
    <message>
        <source>It was missing; it is available again.</source>
        <translation>Estaba desaparecido; vuelve a estar disponible.</translation>
    </message>
    <message>
        <source>IN ITS PLACE</source>
        <translation>EN SU SITIO</translation>
    </message>
    <message>
        <source>Check it in</source>
        <translation>Devolverlo</translation>
    </message>
    <message>
        <source>Double scan: not counted again.</source>
        <translation>Lectura doble: no se cuenta otra vez.</translation>
    </message>
    <message>
        <source>NOT COUNTED</source>
        <translation>NO CONTADO</translation>
    </message>
    <message>
        <source>Not counted: {title}</source>
        <translation>No contado: {title}</translation>
    </message>
    <message>
        <source>Used here in all: {count}</source>
        <translation>Consultas en total: {count}</translation>
    </message>
    <message>
        <source>COUNTED</source>
        <translation>CONTADO</translation>
    </message>
    <message>
        <source>The records say: {state}.</source>
        <translation>Según el registro: {state}.</translation>
    </message>
    <message>
        <source>It belongs to {branch}.</source>
        <translation>Pertenece a {branch}.</translation>
    </message>
</context>
<context>
    <name>UndoStrip</name>
    <message>
        <source>Undo (Enter)</source>
        <translation>Deshacer (Intro)</translation>
    </message>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Dejarlo (Esc)</translation>
    </message>
</context>
<context>
    <name>WaiveForm</name>
    <message>
        <source>Waive &amp;it</source>
        <translation>&amp;Condonar</translation>
    </message>
    <message>
        <source>Amount to waive</source>
        <translation>Importe que se condona</translation>
    </message>
    <message>
        <source>Why it is waived</source>
        <translation>Por qué se condona</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Importe</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>todo</translation>
    </message>
    <message>
        <source>Choose the fee above, and say why it is waived.</source>
        <translation>Elija el cargo arriba y diga por qué se condona.</translation>
    </message>
    <message>
        <source>The amount is nothing.</source>
        <translation>El importe es cero.</translation>
    </message>
    <message>
        <source>{amount} of {left} is forgiven.</source>
        <translation>Se condonan {amount} de {left}.</translation>
    </message>
    <message>
        <source>{amount} waived</source>
        <translation>Condonados {amount}</translation>
    </message>
</context>
<context>
    <name>WhoWorks</name>
    <message>
        <source>{name} (sealed code)</source>
        <translation>{name} (código sellado)</translation>
    </message>
    <message>
        <source>Nobody has an account here, so there is nothing to unlock the desk with.</source>
        <translation>Aquí nadie tiene cuenta, así que no habría con qué desbloquear el puesto.</translation>
    </message>
    <message>
        <source>Accounts are made in Settings, under Staff.</source>
        <translation>Las cuentas se crean en Ajustes, en Personal.</translation>
    </message>
    <message>
        <source>{name} works here already</source>
        <translation>{name} ya trabaja aquí</translation>
    </message>
    <message>
        <source>{name} works here now</source>
        <translation>Ahora trabaja aquí {name}</translation>
    </message>
    <message>
        <source>A window that was open was closed when the desk was locked.</source>
        <translation>Al bloquearse el puesto se cerró una ventana que estaba abierta.</translation>
    </message>
    <message>
        <source>Nothing of it was recorded: open it again if need be.</source>
        <translation>No se anotó nada de ella: ábrala de nuevo si hace falta.</translation>
    </message>
    <message>
        <source>Your password has to be changed, which only central can do.</source>
        <translation>Su contraseña tiene que cambiarse, y eso solo lo puede hacer la central.</translation>
    </message>
    <message>
        <source>You are asked again at your next sign-in.</source>
        <translation>Se le pedirá de nuevo la próxima vez que entre.</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Undone: {act}</source>
        <translation>Deshecho: {act}</translation>
    </message>
    <message>
        <source>There is nothing of yours to undo at this desk.</source>
        <translation>No hay nada suyo que deshacer en este mostrador.</translation>
    </message>
</context>
<context>
    <name>access_words</name>
    <message>
        <source>Workstation {workstation} had not heard from central for so long that nobody could sign in.
{who} opened it with the sealed code number {number}: {note}
The code is used up. What was recorded there stands.</source>
        <translation>El puesto {workstation} llevaba tanto sin saber de la central que nadie podía entrar.
{who} lo abrió con el código sellado número {number}: {note}
El código queda gastado. Lo que se anotó allí vale.</translation>
    </message>
    <message>
        <source>The journal of workstation {workstation} was damaged and put in order again.
{count} of its entries could not be read any more; they were made between {after} and {before}.
All the others are safe. What the lost ones said is in no record.</source>
        <translation>El diario del puesto {workstation} se dañó y se ha puesto en orden.
Anotaciones que ya no se pudieron leer: {count}; se hicieron entre {after} y {before}.
Todas las demás están a salvo. Lo que decían las perdidas no está en ningún registro.</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Alguien</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>el principio</translation>
    </message>
    <message>
        <source>the day it was put in order</source>
        <translation>el día en que se puso en orden</translation>
    </message>
    <message>
        <source>At {other_desk} this was recorded under the name {staff}: {act}.
Central knew nobody of that name who might work there then.
It stays listed here until somebody has looked into it.</source>
        <translation>En {other_desk} se anotó con el nombre {staff}: {act}.
La central no conocía entonces a nadie con ese nombre que pudiera trabajar allí.
Queda en esta lista hasta que alguien lo aclare.</translation>
    </message>
    <message>
        <source>At {other_desk} {staff} recorded: {act}.
It favours {staff} or somebody of the same household, which nobody may do.
It stays listed here until somebody has looked into it.</source>
        <translation>En {other_desk} {staff} anotó: {act}.
Favorece a {staff} o a alguien de su casa, y eso no puede hacerlo nadie.
Queda en esta lista hasta que alguien lo aclare.</translation>
    </message>
    <message>
        <source>At {other_desk} {staff} recorded: {act}.
For an amount like that a second member of staff has to sign, and nobody did who might.
It stays listed here until somebody has looked into it.</source>
        <translation>En {other_desk} {staff} anotó: {act}.
Para un importe así hace falta la firma de una segunda persona del personal, y no firmó nadie que pudiera.
Queda en esta lista hasta que alguien lo aclare.</translation>
    </message>
    <message>
        <source>At {other_desk} {staff} recorded: {act}.
They gave or took a role that they did not hold themselves.
It stays listed here until somebody has looked into it.</source>
        <translation>En {other_desk} {staff} anotó: {act}.
Dio o quitó un rol que no tenía.
Queda en esta lista hasta que alguien lo aclare.</translation>
    </message>
    <message>
        <source>At {other_desk} {staff} recorded: {act}.
That takes the permission “{permission}”, which they did not have there then.
It stays listed here until somebody has looked into it.</source>
        <translation>En {other_desk} {staff} anotó: {act}.
Hace falta el permiso «{permission}», que allí entonces no tenía.
Queda en esta lista hasta que alguien lo aclare.</translation>
    </message>
</context>
<context>
    <name>connection</name>
    <message>
        <source>Connecting to central… You can work already.</source>
        <translation>Conectando con la central… Ya puede trabajar.</translation>
    </message>
    <message>
        <source>Up to date, {ago}</source>
        <translation>Al día, {ago}</translation>
    </message>
    <message>
        <source>Copying was stopped. You can go on working with what is here.</source>
        <translation>La copia se ha parado. Puede seguir trabajando con lo que hay.</translation>
    </message>
    <message>
        <source>Central refuses this workstation. Go on working, and tell an administrator.</source>
        <translation>La central rechaza este puesto. Siga trabajando y avise a un administrador.</translation>
    </message>
    <message>
        <source>Central has another version. Go on working, and have this program updated.</source>
        <translation>La central es de otra versión. Siga trabajando y pida que actualicen este programa.</translation>
    </message>
    <message>
        <source>What waits gets new numbers: nothing is lost. Go on working.</source>
        <translation>Lo que espera recibe números nuevos: no se pierde nada. Siga trabajando.</translation>
    </message>
    <message>
        <source>The local copy differed from central&apos;s and is fetched anew. You can go on working.</source>
        <translation>La copia local difería de la central y se trae de nuevo. Puede seguir trabajando.</translation>
    </message>
    <message>
        <source>The local copy cannot be written. Go on working, and have the disk looked at.</source>
        <translation>No se puede escribir la copia local. Siga trabajando y pida que revisen el disco.</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>conectando</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectado</translation>
    </message>
    <message>
        <source>central does not answer</source>
        <translation>la central no responde</translation>
    </message>
    <message>
        <source>copying records</source>
        <translation>copiando registros</translation>
    </message>
    <message>
        <source>copying was stopped</source>
        <translation>la copia está parada</translation>
    </message>
    <message>
        <source>central refuses this workstation</source>
        <translation>la central rechaza este puesto</translation>
    </message>
    <message>
        <source>central has another version</source>
        <translation>la central tiene otra versión</translation>
    </message>
    <message>
        <source>what waits gets new numbers</source>
        <translation>lo que espera recibe números nuevos</translation>
    </message>
    <message>
        <source>the local copy is fetched anew</source>
        <translation>la copia local se trae de nuevo</translation>
    </message>
    <message>
        <source>the local copy cannot be written</source>
        <translation>no se puede escribir la copia local</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>no espera nada</translation>
    </message>
    <message>
        <source>Everything recorded here is safe in this workstation&apos;s journal.</source>
        <translation>Todo lo anotado aquí está a salvo en el diario de este puesto.</translation>
    </message>
    <message>
        <source>It is sent by itself as soon as central answers: there is nothing to do.</source>
        <translation>Se envía solo en cuanto la central responda: no hay que hacer nada.</translation>
    </message>
    <message>
        <source>What is recorded here reaches central, and the other desks, at once.</source>
        <translation>Lo que se anota aquí llega enseguida a la central y a los demás mostradores.</translation>
    </message>
    <message>
        <source>The library&apos;s records are being copied to this workstation.</source>
        <translation>Los registros de la biblioteca se están copiando en este puesto.</translation>
    </message>
    <message>
        <source>Until they are here, not every record is known.</source>
        <translation>Hasta que lleguen, no se conocen todos los registros.</translation>
    </message>
    <message>
        <source>Until copying goes on, what other desks do is not seen here.</source>
        <translation>Hasta que siga la copia, lo que hacen otros mostradores no se ve aquí.</translation>
    </message>
    <message>
        <source>It was taken off the list, or its password is not known at central.</source>
        <translation>Se dio de baja, o la central no conoce su contraseña.</translation>
    </message>
    <message>
        <source>It is sent once this program, or central, was updated.</source>
        <translation>Se envía cuando se actualice este programa, o la central.</translation>
    </message>
    <message>
        <source>It was compared with central&apos;s records, row by row.</source>
        <translation>Se comparó, fila a fila, con los registros de la central.</translation>
    </message>
    <message>
        <source>The disk is full, or nobody may write to the file: tell an administrator.</source>
        <translation>El disco está lleno, o no se permite escribir en el archivo: avise a un administrador.</translation>
    </message>
    <message>
        <source>What other desks do is not seen here until then.</source>
        <translation>Hasta entonces, lo que hacen otros mostradores no se ve aquí.</translation>
    </message>
    <message>
        <source>Central refuses this workstation</source>
        <translation>La central rechaza este puesto</translation>
    </message>
    <message>
        <source>Another version of the program is needed</source>
        <translation>Hace falta otra versión del programa</translation>
    </message>
    <message>
        <source>The local copy cannot be written</source>
        <translation>No se puede escribir la copia local</translation>
    </message>
    <message>
        <source>The local copy is fetched anew</source>
        <translation>La copia local se trae de nuevo</translation>
    </message>
    <message>
        <source>The local copy is the same as central&apos;s</source>
        <translation>La copia local es igual a la de la central</translation>
    </message>
    <message>
        <source>Too much was being recorded. Try again when there is less to do.</source>
        <translation>Se estaba anotando demasiado. Repítalo cuando haya menos trabajo.</translation>
    </message>
    <message>
        <source>Central did not answer. Try again when it does.</source>
        <translation>La central no respondió. Repítalo cuando responda.</translation>
    </message>
    <message>
        <source>The local copy could not be compared</source>
        <translation>No se ha podido comparar la copia local</translation>
    </message>
    <message>
        <source>Unsent events got new numbers</source>
        <translation>Las operaciones sin enviar tienen números nuevos</translation>
    </message>
    <message>
        <source>Nothing is lost, and nothing is done twice. Go on working.</source>
        <translation>No se pierde nada ni se hace nada dos veces. Siga trabajando.</translation>
    </message>
    <message>
        <source>This workstation&apos;s files were copied, or restored from an older copy.</source>
        <translation>Los archivos de este puesto se copiaron, o se restauraron de una copia anterior.</translation>
    </message>
    <message>
        <source>Copying records… Go on working.</source>
        <translation>Copiando registros… Siga trabajando.</translation>
    </message>
    <message>
        <source>Copying records: {percent} %. Go on working.</source>
        <translation>Copiando registros: {percent} %. Siga trabajando.</translation>
    </message>
    <message>
        <source>Copying records: {percent} %, about {left} more. Go on working.</source>
        <translation>Copiando registros: {percent} %, unos {left} más. Siga trabajando.</translation>
    </message>
    <message>
        <source>If the computer was cloned, have an administrator enrol the copy under a name of its own.</source>
        <translation>Si el equipo se clonó, pida a un administrador que dé de alta la copia con un nombre propio.</translation>
    </message>
    <message>
        <source>Go on working, and tell an administrator: they enrol the workstation again, or take its journal in.</source>
        <translation>Siga trabajando y avise a un administrador: volverá a dar de alta el puesto, o recogerá su diario.</translation>
    </message>
    <message>
        <source>If other desks have a connection and this one has not, tell an administrator.</source>
        <translation>Si otros mostradores tienen conexión y este no, avise a un administrador.</translation>
    </message>
    <message>
        <source>Central has not answered yet. You can go on working; {wait}.</source>
        <translation>La central aún no ha respondido. Puede seguir trabajando; {wait}.</translation>
    </message>
    <message>
        <source>Central has not answered for {time}. You can go on working; {wait}.</source>
        <translation>La central no responde desde hace {time}. Puede seguir trabajando; {wait}.</translation>
    </message>
</context>
<context>
    <name>discrepancy_advice</name>
    <message>
        <source>If you have the book in hand, check it in. Otherwise leave it: the newer borrower has it. Do not ask the earlier borrower for it.</source>
        <translation>Si tiene el libro en la mano, registre la devolución. Si no, déjelo: lo tiene la última persona a quien se prestó. No se lo reclame a la anterior.</translation>
    </message>
    <message>
        <source>If you have the book in hand, check it in: it goes to the hold shelf. Otherwise offer another copy, or tell the person who is waiting that it will take longer.</source>
        <translation>Si tiene el libro en la mano, registre la devolución: irá al estante de reservas. Si no, ofrezca otro ejemplar o avise a quien espera de que tardará más.</translation>
    </message>
    <message>
        <source>Look for the book. If it is in hand or on the shelf, all is well. If not, the borrower still has it: lend it to them again.</source>
        <translation>Busque el libro. Si lo tiene en la mano o está en la estantería, todo está bien. Si no, lo conserva el usuario: préstelo de nuevo a su nombre.</translation>
    </message>
    <message>
        <source>Look for the book on the ordinary shelf and check it in: the desk says for which hold shelf it is.</source>
        <translation>Busque el libro en la estantería y registre la devolución: el mostrador dirá a qué estante de reservas va.</translation>
    </message>
    <message>
        <source>If the book is in hand or on the hold shelf, check it in: that ends the loan and serves the request. If not, the borrower has it: nothing to do.</source>
        <translation>Si el libro está en la mano o en el estante de reservas, registre la devolución: así termina el préstamo y se atiende la solicitud. Si no, lo tiene el usuario: no hay nada que hacer.</translation>
    </message>
    <message>
        <source>Check in every copy that was put aside: the desk says where each goes, one stays for the request.</source>
        <translation>Registre la devolución de cada ejemplar apartado: el mostrador dirá adónde va cada uno; uno queda para la solicitud.</translation>
    </message>
    <message>
        <source>Take the book off the hold shelf and check it in: it goes to the next request or back to its shelf.</source>
        <translation>Retire el libro del estante de reservas y registre la devolución: irá a la siguiente solicitud o a su estantería.</translation>
    </message>
    <message>
        <source>Look for the book on the shelf. If it is there, all is well. If not, the borrower still has it: lend it to them again.</source>
        <translation>Busque el libro en la estantería. Si está, todo está bien. Si no, lo conserva el usuario: préstelo de nuevo a su nombre.</translation>
    </message>
    <message>
        <source>Take the book off its ordinary shelf and check it in: the desk says for whom it goes to the hold shelf.</source>
        <translation>Saque el libro de su estante habitual y registre la devolución: el mostrador dice para quién va al estante de reservas.</translation>
    </message>
    <message>
        <source>The book is with the patron: nothing to do with it. At their next visit speak about the block, and lend nothing more meanwhile.</source>
        <translation>El libro lo tiene el usuario: no hay nada que hacer con él. En su próxima visita hable con él del bloqueo y, entre tanto, no le preste nada más.</translation>
    </message>
    <message>
        <source>When the book comes back, look whether it may be lent at all; if not, set its state again on the page of the item.</source>
        <translation>Cuando el libro vuelva, mire si se puede prestar; si no, ponga de nuevo su estado en la página del ejemplar.</translation>
    </message>
    <message>
        <source>Look for the book on the shelf. If it is there, all is well. If not, set its state to missing on the page of the item. Ask the earlier borrower for nothing.</source>
        <translation>Busque el libro en el estante. Si está, todo va bien. Si no, póngalo como desaparecido en la página del ejemplar. No pida nada a quien lo tuvo antes.</translation>
    </message>
    <message>
        <source>If you have the book in hand, check it in and set its state again. If not, the borrower has it: nothing to do until it comes back.</source>
        <translation>Si tiene el libro en la mano, registre la devolución y ponga de nuevo su estado. Si no, lo tiene el usuario: no hay nada que hacer hasta que vuelva.</translation>
    </message>
    <message>
        <source>The book is where its page says. If the patron was promised the earlier date, open the patron and waive the overdue fee.</source>
        <translation>El libro está donde dice su página. Si al usuario se le prometió la fecha anterior, abra el usuario y condone la multa.</translation>
    </message>
    <message>
        <source>Ask the patron to bring back what they do not need, and lend nothing more until they are within the limit. A book that comes back: check it in.</source>
        <translation>Pida al usuario que traiga lo que no necesite y no le preste nada más hasta que esté dentro del límite. Si vuelve un libro, registre la devolución.</translation>
    </message>
    <message>
        <source>No book is concerned. Open the patron: give the credit back, or leave it for the next fee.</source>
        <translation>No afecta a ningún libro. Abra el usuario: reembolse el saldo a favor o déjelo para el próximo cargo.</translation>
    </message>
    <message>
        <source>If you have the book in hand, check it in. Otherwise open the page of the item and put right what is wrong there.</source>
        <translation>Si tiene el libro en la mano, registre la devolución. Si no, abra la página del ejemplar y corrija allí lo que esté mal.</translation>
    </message>
    <message>
        <source>No book is concerned. Ask the patron which is right and correct it under quick user management.</source>
        <translation>No afecta a ningún libro. Pregunte al usuario qué es lo correcto y corríjalo en la gestión rápida de usuarios.</translation>
    </message>
    <message>
        <source>Ask whose it is. Give the other one a new number, and correct that record.</source>
        <translation>Pregunte de quién es. Dé al otro un número nuevo y corrija ese registro.</translation>
    </message>
    <message>
        <source>The book in hand is right: check it in if it is here. If it is not, the loan stands as it is shown.</source>
        <translation>El libro en la mano tiene razón: si está aquí, registre la devolución. Si no, el préstamo vale tal como se muestra.</translation>
    </message>
    <message>
        <source>A book in hand: check it in as usual. Ask whoever did it, and whoever is in charge: what was right can stay; what was not is corrected by a further act, as a fee charged again.</source>
        <translation>Si tiene el libro en la mano, devuélvalo como siempre. Pregunte a quien lo hizo y a su responsable: lo que estaba bien puede quedarse; lo que no, se corrige con otra operación, como volver a poner el cargo.</translation>
    </message>
    <message>
        <source>No book is concerned. Make sure that it was one of the staff and that the reason was good, put a new sealed code there, and have the connection looked at.</source>
        <translation>No afecta a ningún libro. Asegúrese de que fue alguien del personal y con buen motivo, deje allí otro código sellado y pida que revisen la conexión.</translation>
    </message>
    <message>
        <source>Check in every book that was returned there in that time and may have been left out. Compare slips, receipts and the cash drawer with the records, and enter what is missing. Have the disk looked at.</source>
        <translation>Devuelva de nuevo los libros que llegaron allí en ese tiempo y puedan faltar. Compare resguardos, recibos y caja con los registros y anote lo que falte. Pida que revisen el disco.</translation>
    </message>
    <message>
        <source>{group}: now “{kept}”, the other desk had “{other}”.</source>
        <translation>{group}: ahora «{kept}»; el otro mostrador tenía «{other}».</translation>
    </message>
</context>
<context>
    <name>discrepancy_words</name>
    <message>
        <source>Lent twice</source>
        <translation>Prestado dos veces</translation>
    </message>
    <message>
        <source>Lent although kept for a request</source>
        <translation>Prestado aunque estaba apartado</translation>
    </message>
    <message>
        <source>Returned, but of which loan?</source>
        <translation>Devuelto, pero ¿de qué préstamo?</translation>
    </message>
    <message>
        <source>Put aside although on loan</source>
        <translation>Apartado aunque estaba prestado</translation>
    </message>
    <message>
        <source>Put aside twice</source>
        <translation>Apartado dos veces</translation>
    </message>
    <message>
        <source>Renewed after its return</source>
        <translation>Renovado tras su devolución</translation>
    </message>
    <message>
        <source>Shelved although somebody waits</source>
        <translation>Colocado aunque alguien espera</translation>
    </message>
    <message>
        <source>Lent to a blocked patron</source>
        <translation>Prestado a un usuario bloqueado</translation>
    </message>
    <message>
        <source>Checked in although kept</source>
        <translation>Devuelto aunque estaba apartado</translation>
    </message>
    <message>
        <source>Put aside for a closed request</source>
        <translation>Apartado para solicitud ya cerrada</translation>
    </message>
    <message>
        <source>Request cancelled as it was kept</source>
        <translation>Solicitud cancelada al apartarlo</translation>
    </message>
    <message>
        <source>Lent although out of use</source>
        <translation>Prestado aunque fuera de uso</translation>
    </message>
    <message>
        <source>State set after its return</source>
        <translation>Estado puesto tras devolverse</translation>
    </message>
    <message>
        <source>State set while on loan</source>
        <translation>Estado puesto estando prestado</translation>
    </message>
    <message>
        <source>Return dated back too late</source>
        <translation>Fecha retroactiva a destiempo</translation>
    </message>
    <message>
        <source>More loans than allowed</source>
        <translation>Más préstamos de los permitidos</translation>
    </message>
    <message>
        <source>One fee paid twice</source>
        <translation>Un cargo pagado dos veces</translation>
    </message>
    <message>
        <source>Undone too late</source>
        <translation>Deshecho demasiado tarde</translation>
    </message>
    <message>
        <source>One patron&apos;s data changed twice</source>
        <translation>Datos de usuario cambiados dos veces</translation>
    </message>
    <message>
        <source>One number on two records</source>
        <translation>Un número en dos registros</translation>
    </message>
    <message>
        <source>Order not known</source>
        <translation>Orden desconocido</translation>
    </message>
    <message>
        <source>Done without the right to it</source>
        <translation>Hecho sin permiso para ello</translation>
    </message>
    <message>
        <source>Desk opened with a sealed code</source>
        <translation>Abierto con un código sellado</translation>
    </message>
    <message>
        <source>Part of a journal is lost</source>
        <translation>Falta parte de un diario</translation>
    </message>
    <message>
        <source>a patron</source>
        <translation>un usuario</translation>
    </message>
    <message>
        <source>another patron</source>
        <translation>otro usuario</translation>
    </message>
    <message>
        <source>another desk</source>
        <translation>otro mostrador</translation>
    </message>
    <message>
        <source>desk {name}</source>
        <translation>el mostrador {name}</translation>
    </message>
    <message>
        <source>At {other_desk} it was lent to {other}.
At {desk} it was lent to {patron}; nobody had seen it come back.
The newer loan stands; the earlier one was closed without a fee.</source>
        <translation>En {other_desk} se prestó a {other}.
En {desk} se prestó a {patron}; nadie lo había visto volver.
Vale el préstamo más reciente; el anterior se cerró sin cargo.</translation>
    </message>
    <message>
        <source>At {other_desk} it was lent to {patron}.
At {desk}, which knew only of an earlier loan, it was checked in.
The return ended the latest loan.</source>
        <translation>En {other_desk} se prestó a {patron}.
En {desk}, que solo sabía de un préstamo anterior, se devolvió.
La devolución terminó el último préstamo.</translation>
    </message>
    <message>
        <source>It was returned.
At {desk}, which did not know, the loan of {patron} was renewed.
The loan stays ended.</source>
        <translation>Se devolvió.
En {desk}, que no lo sabía, se renovó el préstamo de {patron}.
El préstamo sigue terminado.</translation>
    </message>
    <message>
        <source>It was returned; then the loan changed again.
At {desk}, which did not know, the return was dated back.
The date was not changed, nor what being late costs.</source>
        <translation>Se devolvió; después el préstamo volvió a cambiar.
En {desk}, que no lo sabía, se puso a la devolución una fecha anterior.
Ni la fecha ni lo que cuesta el retraso han cambiado.</translation>
    </message>
    <message>
        <source>Desks lent to {patron} while they were apart.
At {desk} it came to {count} loans; {limit} are allowed.
All loans stand.</source>
        <translation>Varios mostradores prestaron a {patron} mientras estaban desconectados.
En {desk} se llegó a {count} préstamos; se permiten {limit}.
Todos los préstamos valen.</translation>
    </message>
    <message>
        <source>At {other_desk} {patron} was blocked: {note}
At {desk}, which did not know, it was lent to them.
The loan stands, and so does the block.</source>
        <translation>En {other_desk} se bloqueó a {patron}: {note}
En {desk}, que no lo sabía, se le prestó.
El préstamo vale, y el bloqueo también.</translation>
    </message>
    <message>
        <source>At {other_desk} it was kept for a request.
At {desk}, which did not know, it was lent to {patron}.
The loan stands; the request waits again in its place.</source>
        <translation>En {other_desk} estaba apartado para una solicitud.
En {desk}, que no lo sabía, se prestó a {patron}.
El préstamo vale; la solicitud espera de nuevo en su lugar.</translation>
    </message>
    <message>
        <source>At {other_desk} it was kept for a request.
At {desk}, which did not know, it was checked in and shelved.
It is still kept for the request.</source>
        <translation>En {other_desk} estaba apartado para una solicitud.
En {desk}, que no lo sabía, se devolvió y se colocó.
Sigue apartado para la solicitud.</translation>
    </message>
    <message>
        <source>At {other_desk} it was lent.
At {desk}, which did not know, it was put aside for a request or sent in transit.
The loan stands.</source>
        <translation>En {other_desk} se prestó.
En {desk}, que no lo sabía, se apartó para una solicitud o se envió en tránsito.
El préstamo vale.</translation>
    </message>
    <message>
        <source>At {other_desk} a copy was put aside for a request.
At {desk}, which did not know, one was put aside again: two requests with one copy, or two copies for one request.
The request has one copy; the other one is free.</source>
        <translation>En {other_desk} se apartó un ejemplar para una solicitud.
En {desk}, que no lo sabía, se apartó otra vez: dos solicitudes con un ejemplar, o dos ejemplares para una solicitud.
La solicitud tiene un ejemplar; el otro queda libre.</translation>
    </message>
    <message>
        <source>The request was filled or cancelled elsewhere.
At {desk}, which did not know, the copy was put aside for it.
The request stays closed.</source>
        <translation>La solicitud se sirvió o se canceló en otro lugar.
En {desk}, que no lo sabía, se apartó el ejemplar para ella.
La solicitud sigue cerrada.</translation>
    </message>
    <message>
        <source>At one desk the copy was put aside for a request of {patron}.
At {desk}, which did not know, that request was cancelled.
The request stays cancelled; the copy is for nobody.</source>
        <translation>En un mostrador se apartó el ejemplar para una solicitud de {patron}.
En {desk}, que no lo sabía, se canceló esa solicitud.
La solicitud sigue cancelada; el ejemplar no es para nadie.</translation>
    </message>
    <message>
        <source>At one desk {patron} requested the title.
At {desk}, which did not know, the copy was checked in and shelved.
The request still waits.</source>
        <translation>En un mostrador {patron} solicitó el título.
En {desk}, que no lo sabía, el ejemplar se devolvió y se colocó.
La solicitud sigue esperando.</translation>
    </message>
    <message>
        <source>At {other_desk} the state was set: {state}.
At {desk}, which did not know, it was lent to {patron}.
The loan stands; the state is gone.</source>
        <translation>En {other_desk} se puso el estado: {state}.
En {desk}, que no lo sabía, se prestó a {patron}.
El préstamo vale; el estado ya no.</translation>
    </message>
    <message>
        <source>At {other_desk} it was returned.
At {desk}, which did not know, the state was set: {state}.
The return stands; the state was not set, and nothing is billed.</source>
        <translation>En {other_desk} se devolvió.
En {desk}, que no lo sabía, se puso el estado: {state}.
La devolución vale; el estado no se puso y no se cobra nada.</translation>
    </message>
    <message>
        <source>At {other_desk} it was lent.
At {desk}, which did not know, the state was set: {state}.
The loan stands; the state was not set.</source>
        <translation>En {other_desk} se prestó.
En {desk}, que no lo sabía, se puso el estado: {state}.
El préstamo vale; el estado no se puso.</translation>
    </message>
    <message>
        <source>At {other_desk} and at {desk} the item was moved at almost the same moment.
Which came first cannot be told: the clocks are not so exact.
The last of the acts on its page is taken to be the later one.</source>
        <translation>En {other_desk} y en {desk} el ejemplar se movió casi en el mismo momento.
No se puede saber qué fue primero: los relojes no son tan exactos.
Se toma por posterior la última operación de su página.</translation>
    </message>
    <message>
        <source>At {other_desk} {patron} paid a fee.
At {desk}, which did not know, the same fee was paid again.
Both payments stand; {amount} too much is now the patron&apos;s credit.</source>
        <translation>En {other_desk} {patron} pagó un cargo.
En {desk}, que no lo sabía, se pagó otra vez el mismo cargo.
Los dos pagos valen; los {amount} de más son saldo a favor del usuario.</translation>
    </message>
    <message>
        <source>Something else happened to the item at {other_desk}.
At {desk}, which did not know, an earlier act was undone.
The undo changed nothing.</source>
        <translation>Al ejemplar le ocurrió otra cosa en {other_desk}.
En {desk}, que no lo sabía, se deshizo una operación anterior.
Deshacer no cambió nada.</translation>
    </message>
    <message>
        <source>At {other_desk} data of {patron} was changed.
At {desk}, which did not know, the same data was changed.
The later change counts.</source>
        <translation>En {other_desk} se cambiaron datos de {patron}.
En {desk}, que no lo sabía, se cambiaron los mismos datos.
Vale el cambio posterior.</translation>
    </message>
    <message>
        <source>Two records were made, at different desks or by an import.
Both carry the number {number}.
Both stand; a scan asks which is meant.</source>
        <translation>Se hicieron dos registros, en mostradores distintos o por una importación.
Los dos llevan el número {number}.
Los dos valen; al leerlo se pregunta cuál es.</translation>
    </message>
</context>
<context>
    <name>file_asking</name>
    <message>
        <source>Look in:</source>
        <translation>Buscar en:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Tipo de archivos:</translation>
    </message>
</context>
<context>
    <name>first_run</name>
    <message>
        <source>The file with the code</source>
        <translation>El archivo con el código</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>item_words</name>
    <message>
        <source>available</source>
        <translation>disponible</translation>
    </message>
    <message>
        <source>on loan</source>
        <translation>prestado</translation>
    </message>
    <message>
        <source>on the hold shelf</source>
        <translation>en el estante de reservas</translation>
    </message>
    <message>
        <source>in transit</source>
        <translation>en tránsito</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdido</translation>
    </message>
    <message>
        <source>the patron claims to have returned it</source>
        <translation>el usuario afirma haberlo devuelto</translation>
    </message>
    <message>
        <source>the patron claims never to have had it</source>
        <translation>el usuario afirma no haberlo tenido</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>desaparecido</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>dañado</translation>
    </message>
    <message>
        <source>in repair</source>
        <translation>en reparación</translation>
    </message>
    <message>
        <source>on order</source>
        <translation>pedido</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>expurgado</translation>
    </message>
    <message>
        <source>SHELF</source>
        <translation>ESTANTERÍA</translation>
    </message>
    <message>
        <source>THE DESK&apos;S OWN SHELF</source>
        <translation>ESTANTE DEL MOSTRADOR</translation>
    </message>
    <message>
        <source>HOLD SHELF</source>
        <translation>ESTANTE DE RESERVAS</translation>
    </message>
    <message>
        <source>TRANSIT to {branch}</source>
        <translation>TRÁNSITO a {branch}</translation>
    </message>
    <message>
        <source>TRANSIT to {branch}, for a request</source>
        <translation>TRÁNSITO a {branch}, para una solicitud</translation>
    </message>
    <message>
        <source>check-out</source>
        <translation>préstamo</translation>
    </message>
    <message>
        <source>check-in</source>
        <translation>devolución</translation>
    </message>
    <message>
        <source>return dated back</source>
        <translation>devolución con fecha retroactiva</translation>
    </message>
    <message>
        <source>state set</source>
        <translation>estado cambiado</translation>
    </message>
    <message>
        <source>seen on its shelf</source>
        <translation>visto en su estante</translation>
    </message>
    <message>
        <source>in-house use</source>
        <translation>consulta en sala</translation>
    </message>
    <message>
        <source>sent in transit</source>
        <translation>enviado en tránsito</translation>
    </message>
    <message>
        <source>renewal</source>
        <translation>renovación</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>reclamación de devolución anticipada</translation>
    </message>
    <message>
        <source>title catalogued</source>
        <translation>título catalogado</translation>
    </message>
    <message>
        <source>item catalogued</source>
        <translation>ejemplar catalogado</translation>
    </message>
    <message>
        <source>accepted unknown</source>
        <translation>aceptado sin conocerlo</translation>
    </message>
    <message>
        <source>identified</source>
        <translation>identificado</translation>
    </message>
    <message>
        <source>number found on two records</source>
        <translation>número hallado en dos registros</translation>
    </message>
    <message>
        <source>limit of loans exceeded</source>
        <translation>límite de préstamos superado</translation>
    </message>
    <message>
        <source>discrepancy closed</source>
        <translation>discrepancia cerrada</translation>
    </message>
    <message>
        <source>library&apos;s set-up changed</source>
        <translation>configuración de la biblioteca cambiada</translation>
    </message>
    <message>
        <source>member of staff added</source>
        <translation>alta de personal</translation>
    </message>
    <message>
        <source>member of staff changed</source>
        <translation>cambio de datos de personal</translation>
    </message>
    <message>
        <source>roles changed</source>
        <translation>cambio de roles</translation>
    </message>
    <message>
        <source>desk opened with a sealed code</source>
        <translation>mostrador abierto con un código sellado</translation>
    </message>
    <message>
        <source>act without the right to it</source>
        <translation>operación sin permiso para ella</translation>
    </message>
    <message>
        <source>journal entries lost</source>
        <translation>anotaciones del diario perdidas</translation>
    </message>
    <message>
        <source>personal data erased</source>
        <translation>datos personales borrados</translation>
    </message>
    <message>
        <source>record looked at</source>
        <translation>consulta del registro</translation>
    </message>
    <message>
        <source>sum of a loan kept without its patron</source>
        <translation>suma de un préstamo, ya sin usuario</translation>
    </message>
    <message>
        <source>request placed</source>
        <translation>solicitud hecha</translation>
    </message>
    <message>
        <source>put on the hold shelf</source>
        <translation>puesto en el estante de reservas</translation>
    </message>
    <message>
        <source>request cancelled</source>
        <translation>solicitud cancelada</translation>
    </message>
    <message>
        <source>request suspended</source>
        <translation>solicitud suspendida</translation>
    </message>
    <message>
        <source>request resumed</source>
        <translation>solicitud reanudada</translation>
    </message>
    <message>
        <source>request moved in the queue</source>
        <translation>solicitud movida en la cola</translation>
    </message>
    <message>
        <source>pickup library changed</source>
        <translation>biblioteca de recogida cambiada</translation>
    </message>
    <message>
        <source>request restored</source>
        <translation>solicitud restablecida</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>alta</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>edición</translation>
    </message>
    <message>
        <source>block placed</source>
        <translation>bloqueo puesto</translation>
    </message>
    <message>
        <source>block lifted</source>
        <translation>bloqueo levantado</translation>
    </message>
    <message>
        <source>suspension lifted</source>
        <translation>suspensión levantada</translation>
    </message>
    <message>
        <source>fee charged</source>
        <translation>cargo hecho</translation>
    </message>
    <message>
        <source>fee waived</source>
        <translation>cargo condonado</translation>
    </message>
    <message>
        <source>fee taken back</source>
        <translation>cargo retirado</translation>
    </message>
    <message>
        <source>credit granted</source>
        <translation>saldo a favor concedido</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>pago</translation>
    </message>
    <message>
        <source>payment voided</source>
        <translation>pago anulado</translation>
    </message>
    <message>
        <source>refund</source>
        <translation>reembolso</translation>
    </message>
    <message>
        <source>check-out undone</source>
        <translation>préstamo deshecho</translation>
    </message>
    <message>
        <source>check-in undone</source>
        <translation>devolución deshecha</translation>
    </message>
    <message>
        <source>renewal undone</source>
        <translation>renovación deshecha</translation>
    </message>
    <message>
        <source>state set back</source>
        <translation>estado anterior repuesto</translation>
    </message>
    <message>
        <source>recall undone</source>
        <translation>reclamación anticipada deshecha</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Everywhere</source>
        <translation>En todas partes</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Esta lista</translation>
    </message>
    <message>
        <source>To the scan field</source>
        <translation>Ir al campo de lectura</translation>
    </message>
    <message>
        <source>Patron services</source>
        <translation>Servicios al usuario</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Devolución</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Renovar</translation>
    </message>
    <message>
        <source>Discrepancies</source>
        <translation>Discrepancias</translation>
    </message>
    <message>
        <source>Shelves</source>
        <translation>Estantes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>Lo que espera para enviarse</translation>
    </message>
    <message>
        <source>Diagnostics, to send to support</source>
        <translation>Diagnóstico, para enviar a quien ayude</translation>
    </message>
    <message>
        <source>Your own password and PIN</source>
        <translation>Su contraseña y su PIN</translation>
    </message>
    <message>
        <source>Lock the desk, or sign in as somebody else</source>
        <translation>Bloquear el puesto, o entrar con otro nombre</translation>
    </message>
    <message>
        <source>Do what the newest message offers</source>
        <translation>Hacer lo que ofrece el último mensaje</translation>
    </message>
    <message>
        <source>Undo the last act; in a text field, the typing</source>
        <translation>Deshacer lo último; en un campo de texto, lo escrito</translation>
    </message>
    <message>
        <source>Show what is private, while it is held</source>
        <translation>Mostrar lo privado mientras se mantiene pulsada</translation>
    </message>
    <message>
        <source>Explain what is selected, or the answer shown</source>
        <translation>Explicar lo seleccionado o la respuesta</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Cerrar la ventana</translation>
    </message>
    <message>
        <source>With a patron</source>
        <translation>Con un usuario</translation>
    </message>
    <message>
        <source>Finish the patron; first, close what is open</source>
        <translation>Terminar con el usuario; antes, cerrar lo abierto</translation>
    </message>
    <message>
        <source>Print the last slip</source>
        <translation>Imprimir el último resguardo</translation>
    </message>
    <message>
        <source>Make the patron looked at the active one</source>
        <translation>Hacer activo al usuario que se mira</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Pestaña siguiente</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Pestaña anterior</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>Cerrar la pestaña</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>Préstamos</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Quick user management</source>
        <translation>Gestión rápida de usuarios</translation>
    </message>
    <message>
        <source>Update user, in quick user management</source>
        <translation>Actualizar usuario, en la gestión rápida</translation>
    </message>
    <message>
        <source>Fees and payments</source>
        <translation>Cargos y pagos</translation>
    </message>
    <message>
        <source>Send requests report</source>
        <translation>Enviar informe de solicitudes</translation>
    </message>
    <message>
        <source>Lending and loans</source>
        <translation>Préstamo y préstamos</translation>
    </message>
    <message>
        <source>Select all loans</source>
        <translation>Seleccionar todos los préstamos</translation>
    </message>
    <message>
        <source>Renew the selected loans</source>
        <translation>Renovar los préstamos seleccionados</translation>
    </message>
    <message>
        <source>The selected loan is lost</source>
        <translation>El préstamo seleccionado está perdido</translation>
    </message>
    <message>
        <source>The patron claims to have returned it</source>
        <translation>El usuario afirma haberlo devuelto</translation>
    </message>
    <message>
        <source>The patron claims never to have had it</source>
        <translation>El usuario afirma no haberlo tenido</translation>
    </message>
    <message>
        <source>Recall the selected loan</source>
        <translation>Reclamar la devolución anticipada</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>RePág</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>AvPág</translation>
    </message>
    <message>
        <source>Type a due date for what is lent next</source>
        <translation>Escribir una fecha de devolución</translation>
    </message>
    <message>
        <source>Lend on-site; on the renew page, without the item</source>
        <translation>Prestar en sala; en Renovar, sin el ejemplar</translation>
    </message>
    <message>
        <source>Somebody else takes the items away</source>
        <translation>Otra persona se lleva los ejemplares</translation>
    </message>
    <message>
        <source>Requests, in their table</source>
        <translation>Solicitudes, en su tabla</translation>
    </message>
    <message>
        <source>Cancel the selected requests</source>
        <translation>Cancelar las solicitudes seleccionadas</translation>
    </message>
    <message>
        <source>Cancel them with a reason</source>
        <translation>Cancelarlas con un motivo</translation>
    </message>
    <message>
        <source>Suspend them</source>
        <translation>Suspenderlas</translation>
    </message>
    <message>
        <source>Resume them</source>
        <translation>Reanudarlas</translation>
    </message>
    <message>
        <source>Change where they are picked up</source>
        <translation>Cambiar dónde se recogen</translation>
    </message>
    <message>
        <source>Move the request up, down in its queue</source>
        <translation>Subir, bajar la solicitud en su cola</translation>
    </message>
    <message>
        <source>Move the request to a position</source>
        <translation>Mover la solicitud a una posición</translation>
    </message>
    <message>
        <source>Check the selected items in, or open the page of the item</source>
        <translation>Devolver los seleccionados, o abrir la página del ejemplar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Previous, next part of the settings</source>
        <translation>Parte anterior, siguiente de los ajustes</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>Añadir una fila</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>Quitar la fila</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
</context>
<context>
    <name>loan_words</name>
    <message>
        <source>taken by {name}</source>
        <translation>se lo llevó {name}</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>atrasado</translation>
    </message>
    <message>
        <source>recalled</source>
        <translation>devolución anticipada</translation>
    </message>
    <message>
        <source>on-site</source>
        <translation>consulta en sala</translation>
    </message>
    <message>
        <source>somebody waits for it</source>
        <translation>alguien lo espera</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdido</translation>
    </message>
    <message>
        <source>claimed returned</source>
        <translation>afirma haberlo devuelto</translation>
    </message>
    <message>
        <source>claimed never checked out</source>
        <translation>afirma no haberlo tenido</translation>
    </message>
    <message>
        <source>Marked as lost</source>
        <translation>Marcado como perdido</translation>
    </message>
    <message>
        <source>Marked as claimed returned</source>
        <translation>Marcado: afirma haberlo devuelto</translation>
    </message>
    <message>
        <source>Marked as claimed never checked out</source>
        <translation>Marcado: afirma no haberlo tenido</translation>
    </message>
    <message>
        <source>The loan stands still: its overdue fee grows no more.</source>
        <translation>El préstamo queda parado: la multa por atraso no crece más.</translation>
    </message>
    <message>
        <source>The loan stands still while you look for the item: no fee grows, nothing is billed. Checking it in ends this.</source>
        <translation>El préstamo queda parado mientras se busca el ejemplar: no crece ninguna multa ni se cobra nada. Al devolverlo se acaba.</translation>
    </message>
    <message>
        <source>Nothing is billed.</source>
        <translation>No se cobra nada.</translation>
    </message>
    <message>
        <source>Billed: {total} ({replacement} replacement, {processing} processing).</source>
        <translation>Se cobra: {total} ({replacement} de reposición, {processing} de gestión).</translation>
    </message>
    <message>
        <source>Billed: {total}.</source>
        <translation>Se cobra: {total}.</translation>
    </message>
    <message>
        <source>If it is found, all of that is refunded.</source>
        <translation>Si aparece, se reembolsa todo.</translation>
    </message>
    <message>
        <source>If it is found, the replacement is refunded.</source>
        <translation>Si aparece, se reembolsa la reposición.</translation>
    </message>
    <message>
        <source>If it is found, {percent} % of the replacement is refunded.</source>
        <translation>Si aparece, se reembolsa el {percent} % de la reposición.</translation>
    </message>
    <message>
        <source>If it is found, nothing is refunded.</source>
        <translation>Si aparece, no se reembolsa nada.</translation>
    </message>
</context>
<context>
    <name>money_words</name>
    <message>
        <source>Other fee</source>
        <translation>Otro cargo</translation>
    </message>
    <message>
        <source>Overdue fine</source>
        <translation>Multa por retraso</translation>
    </message>
    <message>
        <source>Loan fee</source>
        <translation>Cargo por préstamo</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Reposición</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>Gastos de tramitación</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Desperfectos</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>Carné nuevo</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Solicitud</translation>
    </message>
    <message>
        <source>Request not picked up</source>
        <translation>Solicitud no recogida</translation>
    </message>
    <message>
        <source>Suspension exchanged</source>
        <translation>Suspensión canjeada</translation>
    </message>
    <message>
        <source>Given back beyond the credit</source>
        <translation>Devuelto por encima del saldo</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Reembolso</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Abono</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>Condonado</translation>
    </message>
    <message>
        <source>Payment of {amount} voided</source>
        <translation>Pago de {amount} anulado</translation>
    </message>
    <message>
        <source>Refund of {amount} voided</source>
        <translation>Reembolso de {amount} anulado</translation>
    </message>
    <message>
        <source>Credit of {amount} voided</source>
        <translation>Abono de {amount} anulado</translation>
    </message>
    <message>
        <source>Waiver of {amount} voided</source>
        <translation>Condonación de {amount} anulada</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Efectivo</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>Not an amount of money: write it like {example}.</source>
        <translation>No es un importe: escríbalo así: {example}.</translation>
    </message>
    <message>
        <source>{currency} has no decimals: write it like {example}.</source>
        <translation>{currency} no tiene decimales: escríbalo así: {example}.</translation>
    </message>
    <message>
        <source>Too many decimals for {currency}: write it like {example}.</source>
        <translation>Demasiados decimales para {currency}: escríbalo así: {example}.</translation>
    </message>
    <message>
        <source>You do not have the permission to take money.</source>
        <translation>No tiene permiso para cobrar.</translation>
    </message>
    <message>
        <source>You do not have the permission to waive fees.</source>
        <translation>No tiene permiso para condonar cargos.</translation>
    </message>
    <message>
        <source>You do not have the permission to give money back or grant credit.</source>
        <translation>No tiene permiso para reembolsar ni abonar.</translation>
    </message>
    <message>
        <source>You do not have the permission to end suspensions.</source>
        <translation>No tiene permiso para levantar suspensiones.</translation>
    </message>
</context>
<context>
    <name>news</name>
    <message>
        <source>Double scan, ignored</source>
        <translation>Lectura doble, ignorada</translation>
    </message>
    <message>
        <source>Unknown: {code}</source>
        <translation>Desconocido: {code}</translation>
    </message>
    <message>
        <source>Nothing was done. Scan it again to be sure.</source>
        <translation>No se ha hecho nada. Léalo otra vez para estar seguros.</translation>
    </message>
    <message>
        <source>No patron has the card {code}</source>
        <translation>Ningún usuario tiene el carné {code}</translation>
    </message>
    <message>
        <source>Nothing was done. Look the patron up by name.</source>
        <translation>No se ha hecho nada. Busque al usuario por su nombre.</translation>
    </message>
    <message>
        <source>No title has the ISBN {code}</source>
        <translation>Ningún título tiene el ISBN {code}</translation>
    </message>
    <message>
        <source>Nothing was done. Scan the item&apos;s own barcode.</source>
        <translation>No se ha hecho nada. Lea el código propio del ejemplar.</translation>
    </message>
    <message>
        <source>No item has the barcode {code}</source>
        <translation>Ningún ejemplar tiene el código {code}</translation>
    </message>
    <message>
        <source>There is nothing to renew.</source>
        <translation>No hay nada que renovar.</translation>
    </message>
    <message>
        <source>To lend it, scan the patron&apos;s card first.</source>
        <translation>Para prestarlo, lea antes el carné del usuario.</translation>
    </message>
    <message>
        <source>That is a patron&apos;s card. Nothing was done.</source>
        <translation>Eso es el carné de un usuario. No se ha hecho nada.</translation>
    </message>
    <message>
        <source>This page takes items only.</source>
        <translation>En esta página solo se leen ejemplares.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>No se ha encontrado nada para «{text}»</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>The local copy of the records is being made anew</source>
        <translation>La copia local de los registros se hace de nuevo</translation>
    </message>
    <message>
        <source>It could not be used. Everything recorded here is safe.</source>
        <translation>No se podía usar. Todo lo anotado aquí está a salvo.</translation>
    </message>
    <message>
        <source>Go on working; until it is there, not every record is known.</source>
        <translation>Siga trabajando; hasta que esté, no se conocen todos los registros.</translation>
    </message>
    <message>
        <source>This workstation&apos;s journal was damaged, and put in order</source>
        <translation>El diario de este puesto se dañó y se ha puesto en orden</translation>
    </message>
    <message>
        <source>The page Discrepancies says what to do about them.</source>
        <translation>La página Discrepancias dice qué hacer con ellas.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>No se ha perdido nada.</translation>
    </message>
    <message>
        <source>Go on working, and have the disk looked at.</source>
        <translation>Siga trabajando y pida que revisen el disco.</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>Refund</source>
        <translation>Reembolso</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>To the credit of the account</source>
        <translation>A favor de la cuenta</translation>
    </message>
    <message>
        <source>Given back: {amount}</source>
        <translation>Devuelto: {amount}</translation>
    </message>
    <message>
        <source>Paid: {amount}</source>
        <translation>Pagado: {amount}</translation>
    </message>
    <message>
        <source>Still owed: {amount}</source>
        <translation>Queda por pagar: {amount}</translation>
    </message>
    <message>
        <source>Credit left: {amount}</source>
        <translation>Saldo a favor: {amount}</translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>suspended</source>
        <translation>suspendida</translation>
    </message>
    <message>
        <source>suspended until {date}</source>
        <translation>suspendida hasta {date}</translation>
    </message>
    <message>
        <source>On the hold shelf until {date}</source>
        <translation>En el estante de reservas hasta el {date}</translation>
    </message>
    <message>
        <source>Lapses if it is not filled by {date}</source>
        <translation>Caduca si no se cumple antes del {date}</translation>
    </message>
</context>
<context>
    <name>requests_report</name>
    <message>
        <source>Requests report</source>
        <translation>Informe de solicitudes</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>Estado: {state}</translation>
    </message>
    <message>
        <source>Position: {position}</source>
        <translation>Posición: {position}</translation>
    </message>
    <message>
        <source>Pickup at: {branch}</source>
        <translation>Recogida en: {branch}</translation>
    </message>
    <message>
        <source>Until: {date}</source>
        <translation>Hasta: {date}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Item type</source>
        <translation>Tipo de ejemplar</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Calendario</translation>
    </message>
    <message>
        <source>Fixed term</source>
        <translation>Plazo fijo</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Bloqueo</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>día/mes/año</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minutos</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>horas</translation>
    </message>
    <message>
        <source>days</source>
        <translation>días</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>semanas</translation>
    </message>
    <message>
        <source>months</source>
        <translation>meses</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>Préstamo</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Límites</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Renovación</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Devolución anticipada</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Overdue fee</source>
        <translation>Multa</translation>
    </message>
    <message>
        <source>Other fees</source>
        <translation>Otros cargos</translation>
    </message>
    <message>
        <source>Suspension</source>
        <translation>Suspensión</translation>
    </message>
    <message>
        <source>Long overdue</source>
        <translation>Atraso largo</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Situación</translation>
    </message>
    <message>
        <source>How long an item is lent; 0 means it is not for loan.</source>
        <translation>Cuánto dura el préstamo; 0 significa que no se presta.</translation>
    </message>
    <message>
        <source>Only open days, or open hours, count towards the loan.</source>
        <translation>Solo los días, o las horas, de apertura cuentan para el préstamo.</translation>
    </message>
    <message>
        <source>The shorter loan holds when at least so many others wait.</source>
        <translation>El plazo más corto vale cuando esperan al menos tantas personas.</translation>
    </message>
    <message>
        <source>A shorter loan while somebody else waits for the title.</source>
        <translation>Un préstamo más corto mientras otra persona espera el título.</translation>
    </message>
    <message>
        <source>Within its spans everything is due on one day, such as the end of term.</source>
        <translation>En sus tramos todo se devuelve un mismo día, como el fin de curso.</translation>
    </message>
    <message>
        <source>Whether it may leave the library, be used on site alone, or neither.</source>
        <translation>Si puede salir de la biblioteca, solo consultarse en sala, o nada de eso.</translation>
    </message>
    <message>
        <source>A day that the due date is held against, such as the end of the year.</source>
        <translation>Un día con el que se compara la fecha de devolución, como el fin de año.</translation>
    </message>
    <message>
        <source>Whether that day is the latest, the earliest or the very due date.</source>
        <translation>Si ese día es el último posible, el primero o la fecha exacta.</translation>
    </message>
    <message>
        <source>A loan is due on the card&apos;s last day at the latest.</source>
        <translation>El préstamo vence como muy tarde el último día del carné.</translation>
    </message>
    <message>
        <source>Where a due date goes that falls on a closed day or hour.</source>
        <translation>Adónde pasa la fecha que cae en día u hora de cierre.</translation>
    </message>
    <message>
        <source>At what time of its day a loan in days, weeks or months is due.</source>
        <translation>A qué hora de su día vence un préstamo por días, semanas o meses.</translation>
    </message>
    <message>
        <source>How many loans a patron may have in all.</source>
        <translation>Cuántos préstamos puede tener un usuario en total.</translation>
    </message>
    <message>
        <source>How many loans of this item type a patron may have.</source>
        <translation>Cuántos préstamos de este tipo puede tener un usuario.</translation>
    </message>
    <message>
        <source>How many loans made at one branch a patron may have.</source>
        <translation>Cuántos préstamos de una misma biblioteca puede tener un usuario.</translation>
    </message>
    <message>
        <source>How many items a patron may use here at once.</source>
        <translation>Cuántos ejemplares puede consultar en sala a la vez.</translation>
    </message>
    <message>
        <source>How many copies of one title a patron may have at once.</source>
        <translation>Cuántos ejemplares del mismo título puede tener a la vez.</translation>
    </message>
    <message>
        <source>How often a loan may be renewed.</source>
        <translation>Cuántas veces se puede renovar un préstamo.</translation>
    </message>
    <message>
        <source>How long a renewal lasts.</source>
        <translation>Cuánto dura una renovación.</translation>
    </message>
    <message>
        <source>Whether a renewal lengthens the loan from today or from its due date.</source>
        <translation>Si la renovación alarga el préstamo desde hoy o desde su fecha de devolución.</translation>
    </message>
    <message>
        <source>How many days before the due date renewing begins.</source>
        <translation>Cuántos días antes de la fecha de devolución se puede empezar a renovar.</translation>
    </message>
    <message>
        <source>What a request by somebody else does to a renewal.</source>
        <translation>Qué hace con la renovación una solicitud de otra persona.</translation>
    </message>
    <message>
        <source>Renewed late, the time until then costs nothing.</source>
        <translation>Si se renueva con atraso, el tiempo hasta entonces no cuesta nada.</translation>
    </message>
    <message>
        <source>Whether a loan may be renewed after its due date.</source>
        <translation>Si se puede renovar después de la fecha de devolución.</translation>
    </message>
    <message>
        <source>How often in a row without showing the item, as by telephone.</source>
        <translation>Cuántas veces seguidas sin mostrar el ejemplar, como por teléfono.</translation>
    </message>
    <message>
        <source>Loans are renewed overnight when nothing stands against it.</source>
        <translation>Los préstamos se renuevan de noche si nada lo impide.</translation>
    </message>
    <message>
        <source>Days from check-out that no renewal goes beyond.</source>
        <translation>Días desde el préstamo que ninguna renovación sobrepasa.</translation>
    </message>
    <message>
        <source>Whether a request may call a loan back before its due date.</source>
        <translation>Si una solicitud puede pedir que se devuelva antes de su fecha.</translation>
    </message>
    <message>
        <source>The borrower keeps it at least so long from check-out.</source>
        <translation>Quien lo tiene lo conserva al menos este tiempo desde el préstamo.</translation>
    </message>
    <message>
        <source>How soon after the recall it must be back.</source>
        <translation>En cuánto tiempo debe devolverse desde que se reclama su devolución anticipada.</translation>
    </message>
    <message>
        <source>Instead of the usual fine, once recalled; 0 leaves it as it is.</source>
        <translation>En lugar de la multa habitual, desde que se reclama su devolución anticipada; 0 la deja igual.</translation>
    </message>
    <message>
        <source>Whether it may be requested at all.</source>
        <translation>Si se puede solicitar.</translation>
    </message>
    <message>
        <source>How many open requests a patron may have.</source>
        <translation>Cuántas solicitudes abiertas puede tener un usuario.</translation>
    </message>
    <message>
        <source>Whether a request needs all copies to be out.</source>
        <translation>Si para solicitar deben estar fuera todos los ejemplares.</translation>
    </message>
    <message>
        <source>Whether for any copy, one copy, or one volume of a set.</source>
        <translation>Si cualquier ejemplar, uno concreto o un volumen de una obra.</translation>
    </message>
    <message>
        <source>After so many days without a copy a request ends by itself.</source>
        <translation>Tras estos días sin ejemplar, la solicitud termina sola.</translation>
    </message>
    <message>
        <source>Charged when the request is placed.</source>
        <translation>Se cobra al hacer la solicitud.</translation>
    </message>
    <message>
        <source>A higher number goes before all lower ones in the queue.</source>
        <translation>Un número mayor va delante de todos los menores en la cola.</translation>
    </message>
    <message>
        <source>For so many days only copies returned at the pickup branch serve it.</source>
        <translation>Durante estos días solo sirven los ejemplares devueltos en la biblioteca de recogida.</translation>
    </message>
    <message>
        <source>Which branch a request may be fetched from.</source>
        <translation>En qué biblioteca se puede recoger lo solicitado.</translation>
    </message>
    <message>
        <source>Pickup at the marked branches alone; none marked means all.</source>
        <translation>Se recoge solo en las marcadas; ninguna marcada significa todas.</translation>
    </message>
    <message>
        <source>How long a copy waits on the hold shelf.</source>
        <translation>Cuánto espera un ejemplar en el estante de reservas.</translation>
    </message>
    <message>
        <source>Charged when a copy on the hold shelf was never fetched.</source>
        <translation>Se cobra cuando no se recogió lo que esperaba en el estante.</translation>
    </message>
    <message>
        <source>What each day late costs.</source>
        <translation>Lo que cuesta cada día de atraso.</translation>
    </message>
    <message>
        <source>What each hour late costs, instead of the fine per day.</source>
        <translation>Lo que cuesta cada hora de atraso, en lugar de la multa por día.</translation>
    </message>
    <message>
        <source>So many days late cost nothing.</source>
        <translation>Estos días de atraso no cuestan nada.</translation>
    </message>
    <message>
        <source>So many minutes late cost nothing.</source>
        <translation>Estos minutos de atraso no cuestan nada.</translation>
    </message>
    <message>
        <source>Yes: only the time past the grace costs. No: past it, all of it does.</source>
        <translation>Sí: solo cuesta lo que pasa de la cortesía. No: pasada esta, cuesta todo.</translation>
    </message>
    <message>
        <source>The fee is for so many days, or hours: 7 makes it a fee by the week.</source>
        <translation>La multa es por cada tantos días, u horas: con 7, por semanas.</translation>
    </message>
    <message>
        <source>Only whole days, hours or weeks cost, not those begun.</source>
        <translation>Solo cuestan los días, horas o semanas completos, no los empezados.</translation>
    </message>
    <message>
        <source>Days, or hours, when the branch is closed cost nothing.</source>
        <translation>Los días u horas de cierre no cuestan nada.</translation>
    </message>
    <message>
        <source>The most that one loan may cost for being late; 0 means no cap.</source>
        <translation>Lo máximo que cuesta el atraso de un préstamo; 0 significa sin tope.</translation>
    </message>
    <message>
        <source>The fine for one loan stops at the price of the item.</source>
        <translation>La multa de un préstamo no pasa del precio del ejemplar.</translation>
    </message>
    <message>
        <source>The most that a patron&apos;s unpaid fines may come to together.</source>
        <translation>Lo máximo que pueden sumar las multas sin pagar de un usuario.</translation>
    </message>
    <message>
        <source>Charged once at check-out.</source>
        <translation>Se cobra una vez al prestar.</translation>
    </message>
    <message>
        <source>Charged at check-out for each day of the loan.</source>
        <translation>Se cobra al prestar por cada día del préstamo.</translation>
    </message>
    <message>
        <source>The price of a lost item that has none in its record.</source>
        <translation>El precio de un ejemplar perdido que no tiene ninguno en su registro.</translation>
    </message>
    <message>
        <source>Added to the price of a lost item, for the work with it.</source>
        <translation>Se suma al precio de un ejemplar perdido, por el trabajo que da.</translation>
    </message>
    <message>
        <source>Offered when an item comes back damaged.</source>
        <translation>Se propone cuando un ejemplar vuelve dañado.</translation>
    </message>
    <message>
        <source>Days without borrowing, for each stretch late; 0: no suspension.</source>
        <translation>Días sin préstamo por cada tramo de atraso; 0: sin suspensión.</translation>
    </message>
    <message>
        <source>How many days late make up one such stretch.</source>
        <translation>Cuántos días de atraso forman un tramo.</translation>
    </message>
    <message>
        <source>In proportion to the days late, rounded down; otherwise every part begun counts.</source>
        <translation>En proporción a los días de atraso, redondeando hacia abajo; si no, cuenta cada parte empezada.</translation>
    </message>
    <message>
        <source>Only the days past the grace count.</source>
        <translation>Solo cuentan los días que pasan de la cortesía.</translation>
    </message>
    <message>
        <source>So many days late bring no suspension.</source>
        <translation>Estos días de atraso no traen suspensión.</translation>
    </message>
    <message>
        <source>Only days when the branch was open count as late.</source>
        <translation>Solo cuentan como atraso los días de apertura.</translation>
    </message>
    <message>
        <source>Only days when the branch is open count as served.</source>
        <translation>Solo cuentan como cumplidos los días de apertura.</translation>
    </message>
    <message>
        <source>No suspension is longer than this.</source>
        <translation>Ninguna suspensión dura más.</translation>
    </message>
    <message>
        <source>Yes: one follows the other. No: the longest holds.</source>
        <translation>Sí: una sigue a la otra. No: vale la más larga.</translation>
    </message>
    <message>
        <source>What a patron may pay for each day instead of serving it.</source>
        <translation>Lo que un usuario puede pagar por cada día en vez de cumplirlo.</translation>
    </message>
    <message>
        <source>So many days late staff are warned of it.</source>
        <translation>Con estos días de atraso se avisa al personal.</translation>
    </message>
    <message>
        <source>So many days late the patron may borrow nothing more.</source>
        <translation>Con estos días de atraso el usuario no puede llevarse nada más.</translation>
    </message>
    <message>
        <source>So many days late the item is billed as lost.</source>
        <translation>Con estos días de atraso el ejemplar se cobra como perdido.</translation>
    </message>
    <message>
        <source>So many days late it is passed on, as to a collection agency.</source>
        <translation>Con estos días de atraso se remite, por ejemplo a una agencia de cobro.</translation>
    </message>
    <message>
        <source>What is given back of the bill when a lost item is found.</source>
        <translation>Qué se devuelve de lo cobrado cuando aparece un ejemplar perdido.</translation>
    </message>
    <message>
        <source>Per cent of the price, when a part is refunded.</source>
        <translation>Tanto por ciento del precio, cuando se reembolsa una parte.</translation>
    </message>
    <message>
        <source>Only so many days from the bill.</source>
        <translation>Solo en estos días desde el cobro.</translation>
    </message>
    <message>
        <source>The fine up to the loss is owed beside the price.</source>
        <translation>La multa hasta la pérdida se debe además del precio.</translation>
    </message>
    <message>
        <source>Once found, the fine counts to the day it came back.</source>
        <translation>Cuando aparece, la multa cuenta hasta el día en que volvió.</translation>
    </message>
    <message>
        <source>Who owes more than this is blocked.</source>
        <translation>Quien debe más que esto queda bloqueado.</translation>
    </message>
    <message>
        <source>Who has more overdue loans than this is blocked.</source>
        <translation>Quien tiene más préstamos atrasados que estos queda bloqueado.</translation>
    </message>
    <message>
        <source>Who has more lost items than this is blocked.</source>
        <translation>Quien tiene más ejemplares perdidos que estos queda bloqueado.</translation>
    </message>
    <message>
        <source>Who claims more often than this to have returned something is blocked.</source>
        <translation>Quien afirma más veces que estas haber devuelto algo queda bloqueado.</translation>
    </message>
    <message>
        <source>Who has more recalled loans overdue than this is blocked.</source>
        <translation>Quien tiene más préstamos con devolución anticipada reclamada y atrasados que estos queda bloqueado.</translation>
    </message>
    <message>
        <source>Without a key or a scan for so long, a desk hides everything and asks who is there; 0: never.</source>
        <translation>Tras ese tiempo sin teclas ni lecturas, el mostrador lo oculta todo y pregunta quién está; 0: nunca.</translation>
    </message>
    <message>
        <source>A desk that central does not answer lets in the staff whom it knows for so long.</source>
        <translation>Un mostrador al que la central no responde deja entrar durante ese tiempo al personal que conoce.</translation>
    </message>
    <message>
        <source>What one member of staff may waive or give back in a day while central is away.</source>
        <translation>Lo que una persona puede condonar o reembolsar en un día mientras la central no responde.</translation>
    </message>
    <message>
        <source>A waiver above this needs a second member of staff to sign for it.</source>
        <translation>Para condonar más hace falta la firma de una segunda persona del personal.</translation>
    </message>
    <message>
        <source>When nobody else gets in, a sealed code opens the desk for lending; each use is reported.</source>
        <translation>Si nadie más puede entrar, un código sellado abre el mostrador para prestar; cada uso se comunica.</translation>
    </message>
    <message>
        <source>Policy lines</source>
        <translation>Líneas de las políticas</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Añadir</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplicar</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Sor&amp;t</source>
        <translation>O&amp;rdenar</translation>
    </message>
    <message>
        <source>The general lines first, the special ones last</source>
        <translation>Primero las líneas generales, al final las especiales</translation>
    </message>
    <message>
        <source>Move the line up</source>
        <translation>Subir la línea</translation>
    </message>
    <message>
        <source>Move the line down</source>
        <translation>Bajar la línea</translation>
    </message>
    <message>
        <source>Line {number}: not a day; write day/month/year.</source>
        <translation>Línea {number}: no es una fecha; escriba día/mes/año.</translation>
    </message>
    <message>
        <source>Line {number}: {line}</source>
        <translation>Línea {number}: {line}</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>Vigencia</translation>
    </message>
    <message>
        <source>Susp.</source>
        <translation>Susp.</translation>
    </message>
    <message>
        <source>of {branch}</source>
        <translation>de {branch}</translation>
    </message>
    <message>
        <source>Lent at</source>
        <translation>Se presta en</translation>
    </message>
    <message>
        <source>Owned by</source>
        <translation>Pertenece a</translation>
    </message>
    <message>
        <source>Ren.</source>
        <translation>Ren.</translation>
    </message>
    <message>
        <source>Fine/day</source>
        <translation>Multa/día</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>Cierra</translation>
    </message>
    <message>
        <source>Not weekdays: write them with commas between.</source>
        <translation>No son días de la semana: escríbalos separados por comas.</translation>
    </message>
    <message>
        <source>The branches, each with its time zone, calendar and currency. The code stays for ever.</source>
        <translation>Las bibliotecas, cada una con su zona horaria, calendario y moneda. El código no se cambia nunca.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zona horaria</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Not a whole number.</source>
        <translation>No es un número entero.</translation>
    </message>
    <message>
        <source>Patron category</source>
        <translation>Categoría de usuario</translation>
    </message>
    <message>
        <source>Kinds of patrons: how long a membership lasts, and what a new card costs.</source>
        <translation>Clases de usuarios: cuánto dura el carné y cuánto cuesta uno nuevo.</translation>
    </message>
    <message>
        <source>Name in Spanish</source>
        <translation>Nombre en español</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>Nombre en inglés</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Años</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>Carné</translation>
    </message>
    <message>
        <source>Not an amount of money.</source>
        <translation>No es un importe.</translation>
    </message>
    <message>
        <source>to anybody</source>
        <translation>a cualquiera</translation>
    </message>
    <message>
        <source>to known patrons</source>
        <translation>a usuarios conocidos</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>a nadie</translation>
    </message>
    <message>
        <source>Kinds of items, and whom they may be lent to while central cannot be reached.</source>
        <translation>Clases de ejemplares, y a quién se prestan mientras no hay conexión con la central.</translation>
    </message>
    <message>
        <source>Lent offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>el habitual</translation>
    </message>
    <message>
        <source>nobody may</source>
        <translation>nadie puede</translation>
    </message>
    <message>
        <source>What an automatic block stops, and who may override it. A block that is not here stops all three.</source>
        <translation>Qué impide un bloqueo automático y quién puede autorizar una excepción. El que no está aquí impide las tres cosas.</translation>
    </message>
    <message>
        <source>Check out</source>
        <translation>Prestar</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Renovar</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Solicitar</translation>
    </message>
    <message>
        <source>Overridden with</source>
        <translation>Excepción con</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Colección</translation>
    </message>
    <message>
        <source>all patrons and items</source>
        <translation>todos los usuarios y ejemplares</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>to find it again (optional)</source>
        <translation>para reconocerla (opcional)</translation>
    </message>
    <message>
        <source>Name of the line</source>
        <translation>Nombre de la línea</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>lo habitual</translation>
    </message>
    <message>
        <source>Write 09:00-14:00, 16:00-20:00; nothing means closed; the last may end at 24:00.</source>
        <translation>Escriba 09:00-14:00, 16:00-20:00; vacío significa cerrado; el último tramo puede acabar a las 24:00.</translation>
    </message>
    <message>
        <source>Hours on {weekday}</source>
        <translation>Horario: {weekday}</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrado</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Nuevo</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semana</translation>
    </message>
    <message>
        <source>Closures</source>
        <translation>Cierres</translation>
    </message>
    <message>
        <source>Exceptional days</source>
        <translation>Días excepcionales</translation>
    </message>
    <message>
        <source>Public holidays</source>
        <translation>Festivos</translation>
    </message>
    <message>
        <source>Closure</source>
        <translation>Cierre</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Primer día</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Último día</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Cada año</translation>
    </message>
    <message>
        <source>Exceptional day</source>
        <translation>Día excepcional</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Hours; none: closed</source>
        <translation>Horario; vacío: cerrado</translation>
    </message>
    <message>
        <source>Name of the calendar</source>
        <translation>Nombre del calendario</translation>
    </message>
    <message>
        <source>no calendar yet</source>
        <translation>aún no hay calendarios</translation>
    </message>
    <message>
        <source>Without a calendar a branch is open all day, except as its row says.</source>
        <translation>Sin calendario, una biblioteca abre todo el día, salvo lo que diga su fila.</translation>
    </message>
    <message>
        <source>No branch goes by it: choose it under Branches.</source>
        <translation>Ninguna biblioteca lo usa: elíjalo en Bibliotecas.</translation>
    </message>
    <message>
        <source>Goes for: {branches}</source>
        <translation>Vale para: {branches}</translation>
    </message>
    <message>
        <source>New calendar</source>
        <translation>Calendario nuevo</translation>
    </message>
    <message>
        <source>Sections of the line</source>
        <translation>Apartados de la línea</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Para quién</translation>
    </message>
    <message>
        <source>as for the whole library, under General</source>
        <translation>como toda la biblioteca, en General</translation>
    </message>
    <message>
        <source>as line {number} says: {line}</source>
        <translation>según la línea {number}: {line}</translation>
    </message>
    <message>
        <source>any</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>others &amp;wait for it</source>
        <translation>otros lo es&amp;peran</translation>
    </message>
    <message>
        <source>which line sa&amp;ys it</source>
        <translation>&amp;qué línea lo dice</translation>
    </message>
    <message>
        <source>Lent when</source>
        <translation>Cuándo se presta</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>a tiempo</translation>
    </message>
    <message>
        <source>Late by</source>
        <translation>Atraso</translation>
    </message>
    <message>
        <source>Days, hours or minutes late</source>
        <translation>Días, horas o minutos de atraso</translation>
    </message>
    <message>
        <source>Preview: {what}</source>
        <translation>Vista previa: {what}</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Qué pasaría</translation>
    </message>
    <message>
        <source>Lent</source>
        <translation>Se presta</translation>
    </message>
    <message>
        <source>{who}: not for loan</source>
        <translation>{who}: no se presta</translation>
    </message>
    <message>
        <source>{who}: due {due}</source>
        <translation>{who}: devolución {due}</translation>
    </message>
    <message>
        <source>{late} late: {amount}</source>
        <translation>{late} de atraso: {amount}</translation>
    </message>
    <message>
        <source>at</source>
        <translation>a las</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>title: any copy</source>
        <translation>título: cualquiera</translation>
    </message>
    <message>
        <source>one copy</source>
        <translation>un ejemplar</translation>
    </message>
    <message>
        <source>one volume</source>
        <translation>un volumen</translation>
    </message>
    <message>
        <source>Set here: {term}</source>
        <translation>Fijado aquí: {term}</translation>
    </message>
    <message>
        <source>Set here, whatever less specific lines say</source>
        <translation>Fijado aquí, digan lo que digan las líneas menos específicas</translation>
    </message>
    <message>
        <source>set here</source>
        <translation>fijado aquí</translation>
    </message>
    <message>
        <source>What is lent within a span is due on its day, such as the end of term, for all.</source>
        <translation>Lo que se presta en un tramo vence para todos en su día, como el fin de curso.</translation>
    </message>
    <message>
        <source>Lent from</source>
        <translation>Prestado desde</translation>
    </message>
    <message>
        <source>to</source>
        <translation>hasta</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Devolución</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Tramo</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sin límite</translation>
    </message>
    <message>
        <source>Criteria, the weightiest first</source>
        <translation>Criterios, primero el de más peso</translation>
    </message>
    <message>
        <source>Wei&amp;ghtier</source>
        <translation>Más &amp;peso</translation>
    </message>
    <message>
        <source>Of two lines that fit, the one that says more of the first criterion goes first.</source>
        <translation>De dos líneas que encajan, vale antes la que concreta el primer criterio.</translation>
    </message>
    <message>
        <source>Weight of the criteria</source>
        <translation>Peso de los criterios</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Acceso</translation>
    </message>
    <message>
        <source>Name of the library</source>
        <translation>Nombre de la biblioteca</translation>
    </message>
    <message>
        <source>Currency (three letters)</source>
        <translation>Moneda (tres letras)</translation>
    </message>
    <message>
        <source>Most that a patron may owe</source>
        <translation>Deuda máxima de un usuario</translation>
    </message>
    <message>
        <source>Most overdue loans</source>
        <translation>Máximo de atrasados</translation>
    </message>
    <message>
        <source>Days on the hold shelf</source>
        <translation>Días en el estante de reservas</translation>
    </message>
    <message>
        <source>Warning before a card expires</source>
        <translation>Aviso antes de que caduque</translation>
    </message>
    <message>
        <source>Items for an unknown card</source>
        <translation>Ejemplares con carné desconocido</translation>
    </message>
    <message>
        <source>Category of an unknown card</source>
        <translation>Categoría de un carné desconocido</translation>
    </message>
    <message>
        <source>Counts as offline after</source>
        <translation>Cuenta como sin conexión tras</translation>
    </message>
    <message>
        <source>A desk left alone locks after</source>
        <translation>Sin nadie, se bloquea tras</translation>
    </message>
    <message>
        <source>Staff known without central for</source>
        <translation>Personal conocido sin central durante</translation>
    </message>
    <message>
        <source>Given away without central, a day</source>
        <translation>Sin central, condonado al día</translation>
    </message>
    <message>
        <source>Most that one may waive alone</source>
        <translation>Lo máximo que condona uno solo</translation>
    </message>
    <message>
        <source>kept for ever</source>
        <translation>se conserva siempre</translation>
    </message>
    <message>
        <source>Ended loans show whose they were for</source>
        <translation>Los préstamos terminados muestran de quién eran durante</translation>
    </message>
    <message>
        <source>So long after a loan or a request ended, and never while something is owed on it, nobody can tell any more whose it was.</source>
        <translation>Pasado ese tiempo desde que terminó un préstamo o una solicitud, y nunca mientras se deba algo por ello, ya nadie puede saber de quién era.</translation>
    </message>
    <message>
        <source>A sealed code opens a desk for</source>
        <translation>Un código sellado abre durante</translation>
    </message>
    <message>
        <source>the whole country</source>
        <translation>todo el país</translation>
    </message>
    <message>
        <source>Public holidays of</source>
        <translation>Festivos de</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>País</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Región</translation>
    </message>
    <message>
        <source>Days that are public holidays</source>
        <translation>Días festivos</translation>
    </message>
    <message>
        <source>The days; take a mark away where the branch is open</source>
        <translation>Los días; quite la marca de los que se abre</translation>
    </message>
    <message>
        <source>Not a day: write day/month/year.</source>
        <translation>No es una fecha: escriba día/mes/año.</translation>
    </message>
    <message>
        <source>Library set-up (*.toml *.json)</source>
        <translation>Configuración de la biblioteca (*.toml *.json)</translation>
    </message>
    <message>
        <source>Import a set-up</source>
        <translation>Importar una configuración</translation>
    </message>
    <message>
        <source>Export the set-up</source>
        <translation>Exportar la configuración</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Cambios sin guardar</translation>
    </message>
    <message>
        <source>The settings have changes that are not saved.</source>
        <translation>Hay cambios de los ajustes sin guardar.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>D&amp;iscard</source>
        <translation>De&amp;scartar</translation>
    </message>
    <message>
        <source>Stay &amp;here</source>
        <translation>&amp;Seguir aquí</translation>
    </message>
    <message>
        <source>They cannot be saved as they are: see the problems.</source>
        <translation>No se pueden guardar así: vea los problemas.</translation>
    </message>
    <message>
        <source>I&amp;mport…</source>
        <translation>I&amp;mportar…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Roles</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Partes de los ajustes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Preview: what would happen</source>
        <translation>Vista previa: qué pasaría</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Políticas</translation>
    </message>
    <message>
        <source>Calendars</source>
        <translation>Calendarios</translation>
    </message>
    <message>
        <source>Fixed terms</source>
        <translation>Plazos fijos</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Bibliotecas</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>Item types</source>
        <translation>Tipos de ejemplar</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Bloqueos</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>It holds at every desk as soon as central has passed it on.</source>
        <translation>Vale en todos los mostradores en cuanto la central lo transmita.</translation>
    </message>
    <message>
        <source>Settings saved</source>
        <translation>Ajustes guardados</translation>
    </message>
    <message>
        <source>Not imported: {file}</source>
        <translation>No se ha importado: {file}</translation>
    </message>
    <message>
        <source>Imported: {file}</source>
        <translation>Importado: {file}</translation>
    </message>
    <message>
        <source>Nothing of it holds yet: look at it, then save or discard it.</source>
        <translation>Aún no vale nada: revíselo y guárdelo o descártelo.</translation>
    </message>
    <message>
        <source>Not exported: {file}</source>
        <translation>No se ha exportado: {file}</translation>
    </message>
    <message>
        <source>Exported: {file}</source>
        <translation>Exportado: {file}</translation>
    </message>
    <message>
        <source>You may look at everything here; changing it needs the permission to set policies.</source>
        <translation>Aquí puede verlo todo; para cambiarlo hace falta el permiso de fijar las políticas.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>No se ha guardado</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Sin problemas</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Key: {key}</source>
        <translation>Tecla: {key}</translation>
    </message>
</context>
<context>
    <name>settled_words</name>
    <message>
        <source>The claim is closed. It had been: {state}.</source>
        <translation>Queda cerrado lo que constaba: {state}.</translation>
    </message>
    <message>
        <source>It is still marked: {state}.</source>
        <translation>Sigue marcado: {state}.</translation>
    </message>
    <message>
        <source>Count the parts: {parts}.</source>
        <translation>Cuente las partes: {parts}.</translation>
    </message>
    <message>
        <source>Counts as returned on {at}.</source>
        <translation>Consta como devuelto el {at}.</translation>
    </message>
    <message>
        <source>It was lost and is found.</source>
        <translation>Estaba perdido y ha aparecido.</translation>
    </message>
    <message>
        <source>It was missing and is found.</source>
        <translation>Estaba desaparecido y ha aparecido.</translation>
    </message>
    <message>
        <source>It is back from repair.</source>
        <translation>Vuelve de reparación.</translation>
    </message>
    <message>
        <source>It was on order: received.</source>
        <translation>Estaba pedido: recibido.</translation>
    </message>
    <message>
        <source>It was on loan at another library, which settles whether it was late.</source>
        <translation>Estaba prestado en otra biblioteca, que decide si llegó tarde.</translation>
    </message>
    <message>
        <source>It arrived from transit.</source>
        <translation>Ha llegado del tránsito.</translation>
    </message>
    <message>
        <source>It was not fetched in time: that request is ended.</source>
        <translation>No se recogió a tiempo: esa solicitud ha terminado.</translation>
    </message>
    <message>
        <source>Amnesty: being late costs nothing.</source>
        <translation>Amnistía: el retraso no cuesta nada.</translation>
    </message>
    <message>
        <source>the patron is suspended until {date}</source>
        <translation>el usuario queda suspendido hasta el {date}</translation>
    </message>
    <message>
        <source>not fetched by {name}</source>
        <translation>no recogido por {name}</translation>
    </message>
    <message>
        <source>refunded of the bill: {amount}</source>
        <translation>reembolsado de lo cobrado: {amount}</translation>
    </message>
    <message>
        <source>kept of the bill: {amount}</source>
        <translation>retenido de lo cobrado: {amount}</translation>
    </message>
    <message>
        <source>Kept for {name}</source>
        <translation>Reservado para {name}</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>hasta el {date}</translation>
    </message>
    <message>
        <source>Returned by {name}</source>
        <translation>Devuelto por {name}</translation>
    </message>
    <message>
        <source>overdue fee {amount}</source>
        <translation>multa {amount}</translation>
    </message>
</context>
<context>
    <name>shelves</name>
    <message>
        <source>Holds to pull</source>
        <translation>Lista de recogida</translation>
    </message>
    <message>
        <source>Hold shelf</source>
        <translation>Estante de reservas</translation>
    </message>
    <message>
        <source>Expired hold shelf</source>
        <translation>Reservas caducadas</translation>
    </message>
    <message>
        <source>Transit</source>
        <translation>Tránsito</translation>
    </message>
    <message>
        <source>Marked items</source>
        <translation>Marcados</translation>
    </message>
    <message>
        <source>Fetch these from their shelves and scan each one: it is put aside for its request.</source>
        <translation>Recójalos de sus estanterías y lea cada uno: se aparta para su solicitud.</translation>
    </message>
    <message>
        <source>These wait here to be fetched. Scan one to find it on the list; nothing is recorded.</source>
        <translation>Esperan aquí a que se recojan. Lea uno para encontrarlo en la lista; no se registra nada.</translation>
    </message>
    <message>
        <source>Nobody fetched these in time. Scan each one: it goes to the next request, or home.</source>
        <translation>Nadie los recogió a tiempo. Lea cada uno: va a la solicitud siguiente, o a su sitio.</translation>
    </message>
    <message>
        <source>On their way from here, or to here. Scan each one that arrives.</source>
        <translation>En camino desde aquí o hacia aquí. Lea cada uno que llegue.</translation>
    </message>
    <message>
        <source>Lost, missing, damaged, in repair, … Scan one to find it on the list; nothing is recorded.</source>
        <translation>Perdidos, desaparecidos, deteriorados, en reparación… Lea uno para encontrarlo en la lista; no se registra nada.</translation>
    </message>
    <message>
        <source>Nothing to pull: no waiting request fits a copy that stands here.</source>
        <translation>Nada que recoger: a ninguna solicitud en espera le sirve un ejemplar de aquí.</translation>
    </message>
    <message>
        <source>Nothing waits here to be fetched.</source>
        <translation>Aquí no espera nada a que se recoja.</translation>
    </message>
    <message>
        <source>Nothing has waited here too long.</source>
        <translation>Nada ha esperado aquí demasiado.</translation>
    </message>
    <message>
        <source>Nothing is on its way from here, or to here.</source>
        <translation>No hay nada en camino desde aquí ni hacia aquí.</translation>
    </message>
    <message>
        <source>No item is marked.</source>
        <translation>No hay ejemplares marcados.</translation>
    </message>
    <message>
        <source>may not have it now</source>
        <translation>ahora no puede tenerlo</translation>
    </message>
    <message>
        <source>The patron may not have it now: blocked, expired, or the account is inactive. Open the patron.</source>
        <translation>El usuario no puede tenerlo ahora: bloqueado, caducado o con la cuenta inactiva. Abra el usuario.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Código de barras</translation>
    </message>
    <message>
        <source>Call number</source>
        <translation>Signatura</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Pickup at</source>
        <translation>Recogida en</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Solicitado</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Lay until</source>
        <translation>Plazo hasta</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>For: {reader}</source>
        <translation>Para: {reader}</translation>
    </message>
</context>
<context>
    <name>sign_in</name>
    <message>
        <source>The PIN is enough here for 12 hours after your password. Give the password this time.</source>
        <translation>El PIN basta aquí durante 12 horas después de la contraseña. Esta vez dé la contraseña.</translation>
    </message>
    <message>
        <source>The password is right, but you have no role at {branch}. An administrator can give you one.</source>
        <translation>La contraseña es correcta, pero no tiene ningún rol en {branch}. Un administrador puede dárselo.</translation>
    </message>
    <message>
        <source>This account is closed, or this desk has not heard of it yet. Ask an administrator.</source>
        <translation>Esta cuenta está cerrada, o este puesto aún no sabe de ella. Pregunte a un administrador.</translation>
    </message>
    <message>
        <source>Staff can sign in here, so the sealed code stays sealed. Sign in with name and password.</source>
        <translation>Aquí el personal puede entrar, así que el código sigue sellado. Entre con nombre y contraseña.</translation>
    </message>
    <message>
        <source>Your own password is not right. Nothing was changed.</source>
        <translation>Su propia contraseña no es correcta. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>Too many tries. Nothing was changed; wait a little, then try again.</source>
        <translation>Demasiados intentos. No se ha cambiado nada; espere un poco y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Only central can do that, and it does not answer. Nothing was changed; try again when it does.</source>
        <translation>Eso solo lo puede hacer la central, y no responde. No se ha cambiado nada; vuelva a intentarlo cuando responda.</translation>
    </message>
    <message>
        <source>Central did not take it: you may not set that password, or central has not heard of that person yet. Nothing was changed.</source>
        <translation>La central no la ha aceptado: usted no puede poner esa contraseña, o la central aún no sabe de esa persona. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>The password is not right.</source>
        <translation>La contraseña no es correcta.</translation>
    </message>
    <message>
        <source>The name or the password is not right.</source>
        <translation>El nombre o la contraseña no son correctos.</translation>
    </message>
    <message>
        <source>The PIN is not right.</source>
        <translation>El PIN no es correcto.</translation>
    </message>
    <message>
        <source>That is no sealed code of this desk, or its time is over.</source>
        <translation>No es un código sellado de este puesto, o ya se acabó su tiempo.</translation>
    </message>
</context>
<context>
    <name>slip</name>
    <message>
        <source>Due: {date}</source>
        <translation>Devolver: {date}</translation>
    </message>
    <message>
        <source>Owed: {amount}</source>
        <translation>Debe: {amount}</translation>
    </message>
</context>
<context>
    <name>staff_words</name>
    <message>
        <source>circulation desk operator (limited)</source>
        <translation>operador de mostrador (limitado)</translation>
    </message>
    <message>
        <source>circulation desk operator</source>
        <translation>operador de mostrador</translation>
    </message>
    <message>
        <source>circulation desk manager</source>
        <translation>responsable de circulación</translation>
    </message>
    <message>
        <source>user manager</source>
        <translation>gestor de usuarios</translation>
    </message>
    <message>
        <source>user administrator</source>
        <translation>administrador de usuarios</translation>
    </message>
    <message>
        <source>system administrator</source>
        <translation>administrador del sistema</translation>
    </message>
    <message>
        <source>Lends, takes back, renews, requests and takes payments.</source>
        <translation>Presta, devuelve, renueva, solicita y cobra.</translation>
    </message>
    <message>
        <source>Also edits patrons and items, closes discrepancies, and overrides what is often overridden.</source>
        <translation>Además edita usuarios y ejemplares, cierra discrepancias y autoriza las excepciones habituales.</translation>
    </message>
    <message>
        <source>Does everything at the desk: backdates, waives, refunds, lifts suspensions, overrides all, sets policies.</source>
        <translation>Hace todo en el mostrador: fecha retroactiva, condonar, reembolsar, levantar suspensiones, cualquier excepción, políticas.</translation>
    </message>
    <message>
        <source>Edits patrons, and sees who looked at them; lends nothing.</source>
        <translation>Edita usuarios y ve quién los ha consultado; no presta.</translation>
    </message>
    <message>
        <source>Also adds staff, gives and takes roles, and has patrons erased; lends nothing.</source>
        <translation>Además da de alta al personal, da y quita roles y hace borrar usuarios; no presta.</translation>
    </message>
    <message>
        <source>May do everything.</source>
        <translation>Puede hacerlo todo.</translation>
    </message>
</context>
<context>
    <name>stop_slips</name>
    <message>
        <source>In transit</source>
        <translation>En tránsito</translation>
    </message>
    <message>
        <source>From: {branch}</source>
        <translation>Desde: {branch}</translation>
    </message>
    <message>
        <source>For a request</source>
        <translation>Para una solicitud</translation>
    </message>
    <message>
        <source>Back to its branch</source>
        <translation>De vuelta a su biblioteca</translation>
    </message>
    <message>
        <source>Hold shelf</source>
        <translation>Estante de reservas</translation>
    </message>
    <message>
        <source>Until: {date}</source>
        <translation>Hasta: {date}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>no data yet</source>
        <translation>todavía no hay</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>Blocked by staff: {note}</source>
        <translation>Bloqueo del personal: {note}</translation>
    </message>
    <message>
        <source>The membership ended on {date}.</source>
        <translation>El carné caducó el {date}.</translation>
    </message>
    <message>
        <source>The account is inactive.</source>
        <translation>La cuenta está inactiva.</translation>
    </message>
    <message>
        <source>Owes {owed}; the limit is {limit}.</source>
        <translation>Debe {owed}; el límite es {limit}.</translation>
    </message>
    <message>
        <source>Has as many loans as allowed ({limit}).</source>
        <translation>Tiene todos los préstamos permitidos ({limit}).</translation>
    </message>
    <message>
        <source>Has {count} overdue loans; the limit is {limit}.</source>
        <translation>Tiene {count} préstamos atrasados; el límite es {limit}.</translation>
    </message>
    <message>
        <source>This item is not for loan.</source>
        <translation>Este ejemplar no se presta.</translation>
    </message>
    <message>
        <source>This patron already has it on loan.</source>
        <translation>Este usuario ya lo tiene prestado.</translation>
    </message>
    <message>
        <source>It is on loan to somebody else.</source>
        <translation>Lo tiene prestado otra persona.</translation>
    </message>
    <message>
        <source>It is kept for somebody else&apos;s request.</source>
        <translation>Está reservado para la solicitud de otra persona.</translation>
    </message>
    <message>
        <source>An unknown card may borrow {limit} at most until it is identified.</source>
        <translation>Con un carné desconocido se prestan {limit} como máximo hasta identificarlo.</translation>
    </message>
    <message>
        <source>Send the patron to whoever is in charge.</source>
        <translation>Remita al usuario a la persona responsable.</translation>
    </message>
    <message>
        <source>Ask for the address, correct it, and lift the block.</source>
        <translation>Pida la dirección, corríjala y levante el bloqueo.</translation>
    </message>
    <message>
        <source>Ask who this is; give out a new card, and lift the block.</source>
        <translation>Pregunte quién es; dé un carné nuevo y levante el bloqueo.</translation>
    </message>
    <message>
        <source>Until then they may return and ask for information.</source>
        <translation>Hasta entonces puede devolver y consultar.</translation>
    </message>
    <message>
        <source>Ask for that item back first.</source>
        <translation>Pida antes que devuelva ese ejemplar.</translation>
    </message>
    <message>
        <source>Have one of them paid, or returned, first.</source>
        <translation>Antes tiene que pagar o devolver alguno.</translation>
    </message>
    <message>
        <source>Look for the items on the shelves first.</source>
        <translation>Busque antes los ejemplares en las estanterías.</translation>
    </message>
    <message>
        <source>Ask for the recalled item first: somebody needs it.</source>
        <translation>Pida antes el ejemplar con devolución anticipada: alguien lo necesita.</translation>
    </message>
    <message>
        <source>One of them has to come back first.</source>
        <translation>Antes tiene que devolver uno de ellos.</translation>
    </message>
    <message>
        <source>Something used here has to come back first.</source>
        <translation>Antes tiene que devolver algo de lo que consulta en sala.</translation>
    </message>
    <message>
        <source>The other copy has to come back first.</source>
        <translation>Antes tiene que devolver el otro ejemplar.</translation>
    </message>
    <message>
        <source>Lend it on-site (F11), to be used here until closing.</source>
        <translation>Préstelo en sala (F11), para usarlo aquí hasta el cierre.</translation>
    </message>
    <message>
        <source>Check it in first, so that the record is right.</source>
        <translation>Devuélvalo antes, para que el registro quede bien.</translation>
    </message>
    <message>
        <source>Keep it here until central can be reached, then lend it.</source>
        <translation>Guárdelo hasta que haya conexión con la central y préstelo entonces.</translation>
    </message>
    <message>
        <source>Have them named as a proxy, or clear “Taken by” (F12).</source>
        <translation>Anótelo como autorizado en la ficha del usuario, o vacíe «Se lo lleva» (F12).</translation>
    </message>
    <message>
        <source>It has to be brought back first.</source>
        <translation>Antes hay que devolverlo.</translation>
    </message>
    <message>
        <source>Have it brought here, and renew it with the item in hand.</source>
        <translation>Pida que lo traigan y renuévelo con el ejemplar en la mano.</translation>
    </message>
    <message>
        <source>Fetch it and lend it instead.</source>
        <translation>Vaya a buscarlo y préstelo.</translation>
    </message>
    <message>
        <source>Choose another library.</source>
        <translation>Elija otra biblioteca.</translation>
    </message>
    <message>
        <source>Ask a colleague to do it.</source>
        <translation>Pida a otra persona del personal que lo haga.</translation>
    </message>
    <message>
        <source>Have a colleague sign for it, or type a smaller amount.</source>
        <translation>Pida la firma de otra persona del personal, o escriba un importe menor.</translation>
    </message>
    <message>
        <source>Do it when central answers again, or have it done elsewhere.</source>
        <translation>Hágalo cuando la central vuelva a responder, o en otro mostrador.</translation>
    </message>
    <message>
        <source>Ask somebody who holds that role.</source>
        <translation>Pídalo a alguien que tenga ese rol.</translation>
    </message>
    <message>
        <source>request beyond the rules</source>
        <translation>solicitar fuera de las normas</translation>
    </message>
    <message>
        <source>lend marked items</source>
        <translation>prestar ejemplares marcados</translation>
    </message>
    <message>
        <source>lend anything while offline</source>
        <translation>prestar sin conexión lo que no se presta así</translation>
    </message>
    <message>
        <source>override suspensions</source>
        <translation>autorizar con suspensión</translation>
    </message>
    <message>
        <source>backdate returns</source>
        <translation>devolver con fecha retroactiva</translation>
    </message>
    <message>
        <source>grant amnesty</source>
        <translation>perdonar el atraso</translation>
    </message>
    <message>
        <source>waive fees</source>
        <translation>condonar cargos</translation>
    </message>
    <message>
        <source>refund</source>
        <translation>reembolsar</translation>
    </message>
    <message>
        <source>lift suspensions</source>
        <translation>levantar suspensiones</translation>
    </message>
    <message>
        <source>mark items</source>
        <translation>marcar ejemplares</translation>
    </message>
    <message>
        <source>reorder the queue</source>
        <translation>cambiar el orden de la cola</translation>
    </message>
    <message>
        <source>set policies</source>
        <translation>cambiar las políticas</translation>
    </message>
    <message>
        <source>lend and take back</source>
        <translation>prestar y devolver</translation>
    </message>
    <message>
        <source>close discrepancies</source>
        <translation>cerrar discrepancias</translation>
    </message>
    <message>
        <source>manage staff</source>
        <translation>gestionar el personal</translation>
    </message>
    <message>
        <source>see who looked at a patron</source>
        <translation>ver quién consultó a un usuario</translation>
    </message>
    <message>
        <source>erase patrons</source>
        <translation>borrar usuarios</translation>
    </message>
    <message>
        <source>Barred from borrowing: {note}</source>
        <translation>Tiene prohibido el préstamo: {note}</translation>
    </message>
    <message>
        <source>The address is not valid. {note}</source>
        <translation>La dirección no es válida. {note}</translation>
    </message>
    <message>
        <source>This card was reported lost. {note}</source>
        <translation>Este carné consta como perdido. {note}</translation>
    </message>
    <message>
        <source>Suspended until {date}, for late returns.</source>
        <translation>Suspendido hasta el {date}, por devolver tarde.</translation>
    </message>
    <message>
        <source>Has a loan long overdue, since {date}.</source>
        <translation>Tiene un préstamo con mucho atraso, desde el {date}.</translation>
    </message>
    <message>
        <source>Lost items not paid for: {count}; the limit is {limit}.</source>
        <translation>Ejemplares perdidos sin pagar: {count}; el límite es {limit}.</translation>
    </message>
    <message>
        <source>Items claimed returned or never checked out: {count}; the limit is {limit}.</source>
        <translation>Ejemplares que afirma haber devuelto o no haber tenido: {count}; el límite es {limit}.</translation>
    </message>
    <message>
        <source>Recalled items not brought back: {count}; the limit is {limit}.</source>
        <translation>Ejemplares con devolución anticipada reclamada y sin devolver: {count}; el límite es {limit}.</translation>
    </message>
    <message>
        <source>The membership ends on {date}: offer to renew it.</source>
        <translation>El carné caduca el {date}: ofrezca renovarlo.</translation>
    </message>
    <message>
        <source>Loans overdue for long: {count}. Ask for them.</source>
        <translation>Préstamos con mucho atraso: {count}. Pida que los devuelva.</translation>
    </message>
    <message>
        <source>Overdue loans referred for recovery: {count}. Ask for them.</source>
        <translation>Préstamos atrasados remitidos para su recuperación: {count}. Pida que los devuelva.</translation>
    </message>
    <message>
        <source>Has as many items of this type as allowed ({limit}).</source>
        <translation>Tiene todos los préstamos permitidos de este tipo ({limit}).</translation>
    </message>
    <message>
        <source>Has as many loans at this library as allowed ({limit}).</source>
        <translation>Tiene todos los préstamos permitidos en esta biblioteca ({limit}).</translation>
    </message>
    <message>
        <source>Uses as many items on-site as allowed ({limit}).</source>
        <translation>Consulta en sala tantos ejemplares como se permite ({limit}).</translation>
    </message>
    <message>
        <source>Has as many copies of this title as allowed ({limit}).</source>
        <translation>Tiene todos los ejemplares permitidos de este título ({limit}).</translation>
    </message>
    <message>
        <source>Whoever takes it may not borrow for this patron.</source>
        <translation>Quien se lo lleva no está autorizado por este usuario.</translation>
    </message>
    <message>
        <source>This item is for in-house use alone.</source>
        <translation>Este ejemplar es solo para consulta en sala.</translation>
    </message>
    <message>
        <source>The item is marked “{state}”. {note}</source>
        <translation>El ejemplar está marcado «{state}». {note}</translation>
    </message>
    <message>
        <source>Items of this type are not lent while central is away.</source>
        <translation>Los ejemplares de este tipo no se prestan sin conexión con la central.</translation>
    </message>
    <message>
        <source>It is on loan at another library, whose loans are not kept at this desk.</source>
        <translation>Está prestado en otra biblioteca, cuyos préstamos no se guardan en este puesto.</translation>
    </message>
    <message>
        <source>It is not on loan.</source>
        <translation>No está prestado.</translation>
    </message>
    <message>
        <source>It was renewed as often as allowed ({limit}).</source>
        <translation>Ya se ha renovado las veces permitidas ({limit}).</translation>
    </message>
    <message>
        <source>It was renewed without the item as often as allowed ({limit}).</source>
        <translation>Se ha renovado sin el ejemplar las veces permitidas ({limit}).</translation>
    </message>
    <message>
        <source>It is too early: it can be renewed from {date} on.</source>
        <translation>Es pronto: se puede renovar desde el {date}.</translation>
    </message>
    <message>
        <source>It is overdue, and what is overdue is not renewed.</source>
        <translation>Está atrasado, y lo atrasado no se renueva.</translation>
    </message>
    <message>
        <source>Somebody else has requested it.</source>
        <translation>Otra persona lo ha solicitado.</translation>
    </message>
    <message>
        <source>The new due date would not be later than the present one.</source>
        <translation>La nueva fecha de devolución no sería posterior a la actual.</translation>
    </message>
    <message>
        <source>This patron has already requested it.</source>
        <translation>Este usuario ya lo ha solicitado.</translation>
    </message>
    <message>
        <source>The request is already closed.</source>
        <translation>La solicitud ya está cerrada.</translation>
    </message>
    <message>
        <source>The request is not waiting any more. Nothing was changed: look at its state.</source>
        <translation>La solicitud ya no está en espera. No se ha cambiado nada: mire su estado.</translation>
    </message>
    <message>
        <source>This patron may not request items of this type.</source>
        <translation>Este usuario no puede solicitar ejemplares de este tipo.</translation>
    </message>
    <message>
        <source>Has as many requests as allowed ({limit}).</source>
        <translation>Tiene todas las solicitudes permitidas ({limit}).</translation>
    </message>
    <message>
        <source>A copy stands on the shelf: {barcode}.</source>
        <translation>Hay un ejemplar en la estantería: {barcode}.</translation>
    </message>
    <message>
        <source>It is not requested like that. Choose the title, or a copy, as the library allows.</source>
        <translation>No se solicita de ese modo. Elija el título o un ejemplar, según permita la biblioteca.</translation>
    </message>
    <message>
        <source>It cannot be picked up at that library.</source>
        <translation>No se puede recoger en esa biblioteca.</translation>
    </message>
    <message>
        <source>Loans of this kind are not recalled.</source>
        <translation>Los préstamos de esta clase no admiten devolución anticipada.</translation>
    </message>
    <message>
        <source>There is nothing to recall: it is not out, was recalled already, or is due soon enough.</source>
        <translation>No cabe pedir la devolución anticipada: no está prestado, ya se pidió su devolución anticipada o vence bastante pronto.</translation>
    </message>
    <message>
        <source>The registrar&apos;s system owns this data: change it there.</source>
        <translation>Estos datos son del sistema de registro: cámbielos allí.</translation>
    </message>
    <message>
        <source>A field is not valid.</source>
        <translation>Un campo no es válido.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>Nothing was changed: the patron is of another library, and the details have not come yet.</source>
        <translation>No se ha cambiado nada: el usuario es de otra biblioteca y sus datos aún no han llegado.</translation>
    </message>
    <message>
        <source>You do not have the permission “{permission}”.</source>
        <translation>No tiene el permiso «{permission}».</translation>
    </message>
    <message>
        <source>No return of it is known here. Nothing was changed: check it in first.</source>
        <translation>Aquí no consta su devolución. No se ha cambiado nada: devuélvalo antes.</translation>
    </message>
    <message>
        <source>Its last loan came back in time and cost nothing: there is nothing to correct.</source>
        <translation>El último préstamo se devolvió a tiempo y no costó nada: no hay nada que corregir.</translation>
    </message>
    <message>
        <source>It came back on {date}; only an earlier date, after the check-out, can take its place. Nothing was changed: type another date.</source>
        <translation>Se devolvió el {date}; solo puede sustituirla una fecha anterior y posterior al préstamo. No se ha cambiado nada: escriba otra fecha.</translation>
    </message>
    <message>
        <source>It is now “{state}” and cannot be marked so. Nothing was changed: check it in first.</source>
        <translation>Ahora está «{state}» y no se puede marcar así. No se ha cambiado nada: devuélvalo antes.</translation>
    </message>
    <message>
        <source>A reason is missing. Nothing was changed: write why.</source>
        <translation>Falta el motivo. No se ha cambiado nada: escriba por qué.</translation>
    </message>
    <message>
        <source>The library&apos;s set-up cannot hold. The one before still counts.</source>
        <translation>La configuración de la biblioteca no puede valer. Sigue valiendo la anterior.</translation>
    </message>
    <message>
        <source>Nothing is owed.</source>
        <translation>No se debe nada.</translation>
    </message>
    <message>
        <source>There is no such payment to void, or no reason was given.</source>
        <translation>No hay ningún pago así que anular, o falta el motivo.</translation>
    </message>
    <message>
        <source>At most {limit} is possible here. Nothing was recorded: type a smaller amount.</source>
        <translation>Aquí se admite como mucho {limit}. No se ha anotado nada: escriba un importe menor.</translation>
    </message>
    <message>
        <source>There is no credit to give back. Nothing was recorded.</source>
        <translation>No hay saldo a favor que devolver. No se ha anotado nada.</translation>
    </message>
    <message>
        <source>No suspension stands any more. Nothing was changed.</source>
        <translation>Ya no hay ninguna suspensión. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>This suspension cannot be exchanged for money. It stands as before; it can be lifted, with a reason.</source>
        <translation>Esta suspensión no se cambia por dinero. Sigue como estaba; se puede levantar, con un motivo.</translation>
    </message>
    <message>
        <source>Nobody does this for themselves or their own household. Nothing was recorded.</source>
        <translation>Nadie hace esto para sí mismo ni para su casa. No se ha anotado nada.</translation>
    </message>
    <message>
        <source>Above {limit} a second member of staff has to sign for it. Nothing was recorded.</source>
        <translation>Por encima de {limit} tiene que firmar una segunda persona del personal. No se ha anotado nada.</translation>
    </message>
    <message>
        <source>While central is away, {limit} a day is the most that may be waived or given back. Nothing was recorded.</source>
        <translation>Mientras la central no responda, se puede condonar o reembolsar {limit} al día como máximo. No se ha anotado nada.</translation>
    </message>
    <message>
        <source>Nobody gives or takes a role that they do not hold themselves. Nothing was changed.</source>
        <translation>Nadie da ni quita un rol que no tiene. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>That name belongs to somebody already, or did once. Nothing was recorded: choose another.</source>
        <translation>Ese nombre ya es de alguien, o lo fue. No se ha anotado nada: elija otro.</translation>
    </message>
    <message>
        <source>The first account of staff is made at central, together with its password. Nothing was recorded.</source>
        <translation>La primera cuenta del personal se crea en la central, junto con su contraseña. No se ha anotado nada.</translation>
    </message>
    <message>
        <source>The due date typed is already past.</source>
        <translation>La fecha de devolución escrita ya ha pasado.</translation>
    </message>
    <message>
        <source>Something else happened to it since: {kind} (desk {desk}). Correct that first.</source>
        <translation>Después le ha ocurrido otra cosa: {kind} (mostrador {desk}). Corrija eso antes.</translation>
    </message>
    <message>
        <source>Money is not undone: void the payment, with a reason.</source>
        <translation>El dinero no se deshace: anule el pago, con un motivo.</translation>
    </message>
    <message>
        <source>There is nothing of yours to undo at this desk.</source>
        <translation>No hay nada suyo que deshacer en este mostrador.</translation>
    </message>
    <message>
        <source>override patron blocks</source>
        <translation>autorizar con bloqueo</translation>
    </message>
    <message>
        <source>override expired memberships</source>
        <translation>autorizar con carné caducado</translation>
    </message>
    <message>
        <source>override debts</source>
        <translation>autorizar con deudas</translation>
    </message>
    <message>
        <source>override limits</source>
        <translation>autorizar por encima de los límites</translation>
    </message>
    <message>
        <source>override others&apos; loans and requests</source>
        <translation>prestar lo que otra persona tiene o espera</translation>
    </message>
    <message>
        <source>lend what is not for loan</source>
        <translation>prestar lo que no se presta</translation>
    </message>
    <message>
        <source>renew beyond the limit</source>
        <translation>renovar más de lo permitido</translation>
    </message>
    <message>
        <source>edit patrons</source>
        <translation>editar usuarios</translation>
    </message>
    <message>
        <source>take money</source>
        <translation>cobrar</translation>
    </message>
    <message>
        <source>catalogue</source>
        <translation>catalogar</translation>
    </message>
    <message>
        <source>Lifted by the permission “{permission}”.</source>
        <translation>Lo levanta el permiso «{permission}».</translation>
    </message>
    <message>
        <source>on the hold shelf</source>
        <translation>en el estante de reservas</translation>
    </message>
    <message>
        <source>in transit</source>
        <translation>en tránsito</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>picked up</source>
        <translation>recogida</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>caducada</translation>
    </message>
    <message>
        <source>not picked up in time</source>
        <translation>no recogida a tiempo</translation>
    </message>
    <message>
        <source>internal account</source>
        <translation>cuenta interna</translation>
    </message>
    <message>
        <source>external account</source>
        <translation>cuenta externa</translation>
    </message>
    <message>
        <source>internal account, external sign-in</source>
        <translation>cuenta interna con autenticación externa</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Público</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>not yet sent</source>
        <translation>sin enviar</translation>
    </message>
    <message>
        <source>waiting for central</source>
        <translation>en espera de la central</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>«{title}»</translation>
    </message>
    <message>
        <source>Undo: {act}?</source>
        <translation>¿Deshacer: {act}?</translation>
    </message>
    <message>
        <source>The scanner sent nothing. Nothing was done: scan again.</source>
        <translation>El lector no envió nada. No se ha hecho nada: lea de nuevo.</translation>
    </message>
    <message>
        <source>That is far too long for a barcode. Nothing was done: scan one barcode at a time.</source>
        <translation>Eso es demasiado largo para un código. No se ha hecho nada: lea los códigos de uno en uno.</translation>
    </message>
    <message>
        <source>Only part of the barcode arrived. Nothing was done: scan it again, or type it in full.</source>
        <translation>Solo ha llegado una parte del código. No se ha hecho nada: léalo otra vez o escríbalo entero.</translation>
    </message>
    <message>
        <source>The barcode arrived damaged. Nothing was done: scan it again, or type the number.</source>
        <translation>El código ha llegado dañado. No se ha hecho nada: léalo otra vez o escriba el número.</translation>
    </message>
    <message>
        <source>Two barcodes arrived as one. Neither was used: scan them again, one after the other.</source>
        <translation>Han llegado dos códigos en uno. No se ha usado ninguno: léalos otra vez, uno tras otro.</translation>
    </message>
    <message>
        <source>The same barcode arrived twice in one scan; it was used once.</source>
        <translation>El mismo código llegó dos veces en una lectura; se ha usado una vez.</translation>
    </message>
    <message>
        <source>The check digit of this number is wrong. If the record is not the right one, scan it again.</source>
        <translation>El dígito de control de este número no es correcto. Si el registro no es el bueno, léalo otra vez.</translation>
    </message>
    <message>
        <source>The scanner is set to another keyboard; the number was repaired. Have the scanner set right.</source>
        <translation>El lector está configurado para otro teclado; el número se ha reparado. Haga que lo configuren bien.</translation>
    </message>
    <message>
        <source>any copy</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Carnés</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Fecha de nacimiento</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>Inscrito desde</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Account type</source>
        <translation>Tipo de cuenta</translation>
    </message>
    <message>
        <source>Record type</source>
        <translation>Tipo de registro</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Guarantor</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Estadística</translation>
    </message>
    <message>
        <source>This may not be empty.</source>
        <translation>No puede quedar vacío.</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>Elija uno de la lista.</translation>
    </message>
    <message>
        <source>Not an e-mail address: name@example.org</source>
        <translation>No es un correo: nombre@ejemplo.org</translation>
    </message>
    <message>
        <source>Not a telephone number: digits, spaces, + ( ) - only.</source>
        <translation>No es un teléfono: solo cifras, espacios, + ( ) -.</translation>
    </message>
    <message>
        <source>This is before the membership began.</source>
        <translation>Es anterior a la inscripción.</translation>
    </message>
    <message>
        <source>This date cannot be right.</source>
        <translation>Esta fecha no puede ser correcta.</translation>
    </message>
    <message>
        <source>Not a date: write day/month/year.</source>
        <translation>No es una fecha: escriba día/mes/año.</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Domicilio</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Trabajo</translation>
    </message>
    <message>
        <source>School</source>
        <translation>Centro de estudios</translation>
    </message>
    <message>
        <source>Alternative</source>
        <translation>Otra</translation>
    </message>
    <message>
        <source>shorter, because others wait for it</source>
        <translation>más corto, porque otros lo esperan</translation>
    </message>
    <message>
        <source>for the term “{name}”</source>
        <translation>por el periodo «{name}»</translation>
    </message>
    <message>
        <source>the library&apos;s date {date}</source>
        <translation>por la fecha de la biblioteca, {date}</translation>
    </message>
    <message>
        <source>the card ends then</source>
        <translation>el carné caduca entonces</translation>
    </message>
    <message>
        <source>a loan lasts {days} days at most</source>
        <translation>un préstamo dura {days} días como mucho</translation>
    </message>
    <message>
        <source>used here, until closing</source>
        <translation>se usa aquí, hasta el cierre</translation>
    </message>
    <message>
        <source>the library is closed that day</source>
        <translation>ese día la biblioteca está cerrada</translation>
    </message>
    <message>
        <source>at closing time</source>
        <translation>a la hora de cierre</translation>
    </message>
    <message>
        <source>within opening hours</source>
        <translation>dentro del horario</translation>
    </message>
    <message>
        <source>closed on {date} ({name})</source>
        <translation>cerrado el {date} ({name})</translation>
    </message>
    <message>
        <source>closed on {date}</source>
        <translation>cerrado el {date}</translation>
    </message>
</context>
</TS>
