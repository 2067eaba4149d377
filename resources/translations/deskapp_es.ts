<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AccountView</name>
    <message>
        <source>Fee</source>
        <translation>Cargo</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Left to pay</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Cargos</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Voided because</source>
        <translation>Anulación</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
    <message>
        <source>Why the payment is voided</source>
        <translation>Motivo de la anulación del pago</translation>
    </message>
    <message>
        <source>Why the selected payment is voided</source>
        <translation>Motivo de la anulación</translation>
    </message>
    <message>
        <source>&amp;Void payment</source>
        <translation>&amp;Anular pago</translation>
    </message>
    <message>
        <source>Overdue: {title}</source>
        <translation>Retraso: {title}</translation>
    </message>
    <message>
        <source>Payment of {amount} voided</source>
        <translation>Pago de {amount} anulado</translation>
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
        <source>Blocks</source>
        <translation>Bloqueos</translation>
    </message>
    <message>
        <source>{note} (since {since})</source>
        <translation>{note} (desde {since})</translation>
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
    <name>CheckInPage</name>
    <message>
        <source>Show names (hold F9)</source>
        <translation>Ver nombres (mantener F9)</translation>
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
        <source>Where the item goes next</source>
        <translation>Adónde va ahora el ejemplar</translation>
    </message>
    <message>
        <source>{barcode} · again: nothing new</source>
        <translation>{barcode} · otra vez: nada nuevo</translation>
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
    <message>
        <source>Scan the items that come back</source>
        <translation>Lea los ejemplares que se devuelven</translation>
    </message>
    <message>
        <source>was on loan</source>
        <translation>estaba prestado</translation>
    </message>
    <message>
        <source>was not on loan</source>
        <translation>no estaba prestado</translation>
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
    <name>DateField</name>
    <message>
        <source>day/month/year</source>
        <translation>día/mes/año</translation>
    </message>
</context>
<context>
    <name>DiscrepanciesPage</name>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Mostradores</translation>
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
        <source>Discrepancies</source>
        <translation>Discrepancias</translation>
    </message>
    <message>
        <source>No discrepancies: the desks agree.</source>
        <translation>No hay discrepancias: los mostradores coinciden.</translation>
    </message>
    <message>
        <source>Show &amp;names (F9)</source>
        <translation>Mostrar &amp;nombres (F9)</translation>
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
        <source>Hide &amp;names (F9)</source>
        <translation>Ocultar &amp;nombres (F9)</translation>
    </message>
    <message>
        <source>Discrepancy closed: {title}</source>
        <translation>Discrepancia cerrada: {title}</translation>
    </message>
</context>
<context>
    <name>DueDate</name>
    <message>
        <source>&amp;Due date</source>
        <translation>&amp;Fecha de devolución</translation>
    </message>
    <message>
        <source>Due date for the next check-outs and renewals</source>
        <translation>Fecha de devolución para los próximos préstamos y renovaciones</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>kept until cleared</source>
        <translation>vale hasta quitarla</translation>
    </message>
    <message>
        <source>by policy</source>
        <translation>según las normas</translation>
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
        <source>Data: {age}</source>
        <translation>Datos: {age}</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>Todo enviado</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>OFFLINE: everything goes on from the local copy</source>
        <translation>SIN CONEXIÓN: todo sigue con la copia local</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>Copying records</source>
        <translation>Copiando registros</translation>
    </message>
    <message>
        <source>Central refuses this workstation: everything is kept here</source>
        <translation>La central no admite este puesto: todo se guarda aquí</translation>
    </message>
    <message>
        <source>Central has another version: update this program; everything is kept here</source>
        <translation>La central tiene otra versión: actualice este programa; todo se guarda aquí</translation>
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
    <name>HintStrip</name>
    <message>
        <source>Barcodes to try</source>
        <translation>Códigos para probar</translation>
    </message>
</context>
<context>
    <name>ItemPageView</name>
    <message>
        <source>Item with no record</source>
        <translation>Ejemplar sin registro</translation>
    </message>
    <message>
        <source>Show &amp;names (F9)</source>
        <translation>Mostrar &amp;nombres (F9)</translation>
    </message>
    <message>
        <source>&amp;Open the patron</source>
        <translation>Abrir el &amp;usuario</translation>
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
        <source>Belongs to</source>
        <translation>Pertenece a</translation>
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
        <source>Hide &amp;names (F9)</source>
        <translation>Ocultar &amp;nombres (F9)</translation>
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
    <name>Lane</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
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
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Opening the desk…</source>
        <translation>Abriendo el mostrador…</translation>
    </message>
    <message>
        <source>Waiting for the first records from central…</source>
        <translation>Esperando los primeros registros de la central…</translation>
    </message>
    <message>
        <source>Copying the library&apos;s records: {done} of {total}</source>
        <translation>Copiando los registros de la biblioteca: {done} de {total}</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>El disco está lleno.</translation>
    </message>
    <message>
        <source>What you did is recorded, in the last reserve. Have space made now.</source>
        <translation>Lo que ha hecho está anotado, en la última reserva. Haga que liberen espacio ahora.</translation>
    </message>
</context>
<context>
    <name>MoneyDialog</name>
    <message>
        <source>&amp;Take cash</source>
        <translation>&amp;Cobrar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Payments of {name}</source>
        <translation>Pagos de {name}</translation>
    </message>
    <message>
        <source>Amount taken in cash</source>
        <translation>Importe cobrado en efectivo</translation>
    </message>
    <message>
        <source>&amp;Amount, {currency}</source>
        <translation>&amp;Importe, {currency}</translation>
    </message>
    <message>
        <source>In credit: {amount}</source>
        <translation>Saldo a favor: {amount}</translation>
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
        <source>You do not have the permission to take money.</source>
        <translation>No tiene permiso para cobrar.</translation>
    </message>
    <message>
        <source>Not an amount of money.</source>
        <translation>No es un importe.</translation>
    </message>
    <message>
        <source>More than is owed.</source>
        <translation>Es más de lo que debe.</translation>
    </message>
    <message>
        <source>{amount} taken in cash</source>
        <translation>{amount} cobrados en efectivo</translation>
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
        <source>unknown card, accepted offline</source>
        <translation>carné desconocido, aceptado sin conexión</translation>
    </message>
    <message>
        <source>needs a newer program</source>
        <translation>requiere un programa más nuevo</translation>
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
        <source>%n act(s) waiting to be sent</source>
        <translation>
            <numerusform>%n operación por enviar</numerusform>
            <numerusform>%n operaciones por enviar</numerusform>
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
        <source>Renewed until {date}</source>
        <translation>Renovado hasta el {date}</translation>
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
        <source>Nothing to request is found under “{text}”.</source>
        <translation>No se encuentra nada que solicitar con «{text}».</translation>
    </message>
    <message>
        <source>Any copy</source>
        <translation>Cualquiera</translation>
    </message>
</context>
<context>
    <name>RequestsTab</name>
    <message>
        <source>Requests of the patron</source>
        <translation>Solicitudes del usuario</translation>
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
        <source>Pickup at</source>
        <translation>Recogida en</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Requested: {title}</source>
        <translation>Solicitado: {title}</translation>
    </message>
    <message>
        <source>Request cancelled: {title}</source>
        <translation>Solicitud cancelada: {title}</translation>
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
        <source>Already checked in: the same answer.</source>
        <translation>Ya estaba devuelto: la misma respuesta.</translation>
    </message>
    <message>
        <source>To lend it, scan the patron&apos;s card first.</source>
        <translation>Para prestarlo, lea antes el carné del usuario.</translation>
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
        <source>Renew it</source>
        <translation>Renovarlo</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Autorizar excepción…</translation>
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
    <name>Slips</name>
    <message>
        <source>Finish a patron who has borrowed something (Esc), then press F7.</source>
        <translation>Termine con un usuario que se lleve algo en préstamo (Esc) y pulse F7.</translation>
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
        <source>Select all loans</source>
        <translation>Seleccionar todos los préstamos</translation>
    </message>
    <message>
        <source>Renew the selected loans</source>
        <translation>Renovar los préstamos seleccionados</translation>
    </message>
    <message>
        <source>Cancel the selected requests</source>
        <translation>Cancelar las solicitudes seleccionadas</translation>
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
        <source>It is not on loan.</source>
        <translation>No está prestado.</translation>
    </message>
    <message>
        <source>It was renewed as often as allowed ({limit}).</source>
        <translation>Ya se ha renovado las veces permitidas ({limit}).</translation>
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
        <source>You do not have the permission “{permission}”.</source>
        <translation>No tiene el permiso «{permission}».</translation>
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
        <translation>autorizar sobre préstamos y solicitudes de otros</translation>
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
        <source>overdue</source>
        <translation>atrasado</translation>
    </message>
    <message>
        <source>somebody waits for it</source>
        <translation>alguien lo espera</translation>
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
        <source>put on the hold shelf</source>
        <translation>puesto en el estante de reservas</translation>
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
        <source>payment</source>
        <translation>pago</translation>
    </message>
    <message>
        <source>payment voided</source>
        <translation>pago anulado</translation>
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
        <source>fee charged</source>
        <translation>cargo hecho</translation>
    </message>
    <message>
        <source>request placed</source>
        <translation>solicitud hecha</translation>
    </message>
    <message>
        <source>request cancelled</source>
        <translation>solicitud cancelada</translation>
    </message>
    <message>
        <source>request restored</source>
        <translation>solicitud restablecida</translation>
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
        <source>discrepancy closed</source>
        <translation>discrepancia cerrada</translation>
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
        <source>SHELF</source>
        <translation>ESTANTERÍA</translation>
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
        <source>The local copy of the records could not be used and is being made anew from central. Everything recorded here is safe. Go on working; until it is there, not every record is known.</source>
        <translation>La copia local de los registros no servía y se está rehaciendo desde la central. Todo lo anotado aquí está a salvo. Siga trabajando; hasta que esté lista, no se conocen todos los registros.</translation>
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
        <source>It was lent here while it was still on loan to somebody else. The newer loan stands; the earlier one was closed without a fee.</source>
        <translation>Se prestó mientras aún constaba prestado a otra persona. Vale el préstamo más reciente; el anterior se cerró sin cargo.</translation>
    </message>
    <message>
        <source>It was lent although it was kept on the hold shelf for a request. The loan stands; the request waits again in its place.</source>
        <translation>Se prestó aunque estaba en el estante de reservas para una solicitud. El préstamo vale; la solicitud vuelve a esperar en su puesto.</translation>
    </message>
    <message>
        <source>It was returned at a desk that did not know of the latest loan. That loan was ended by the return.</source>
        <translation>Se devolvió en un mostrador que no conocía el último préstamo. La devolución terminó ese préstamo.</translation>
    </message>
    <message>
        <source>It was checked in at a desk that did not know it was kept for a request. It is still kept.</source>
        <translation>Se devolvió en un mostrador que no sabía que estaba reservado para una solicitud. Sigue reservado.</translation>
    </message>
    <message>
        <source>It was put aside for a request, or sent in transit, after another desk had lent it. The loan stands.</source>
        <translation>Se apartó para una solicitud, o se envió en tránsito, después de que otro mostrador lo prestara. El préstamo vale.</translation>
    </message>
    <message>
        <source>It was put aside for two requests, or two copies were put aside for one request.</source>
        <translation>Se apartó para dos solicitudes, o se apartaron dos ejemplares para una sola.</translation>
    </message>
    <message>
        <source>It was put aside for a request that was already filled or cancelled.</source>
        <translation>Se apartó para una solicitud que ya estaba atendida o cancelada.</translation>
    </message>
    <message>
        <source>The request was cancelled while another desk was putting the item aside for it.</source>
        <translation>La solicitud se canceló mientras otro mostrador apartaba el ejemplar para ella.</translation>
    </message>
    <message>
        <source>The loan was renewed after the item had been returned elsewhere. The loan stays ended.</source>
        <translation>El préstamo se renovó después de que el ejemplar se devolviera en otro mostrador. El préstamo sigue terminado.</translation>
    </message>
    <message>
        <source>An act was undone after something else had happened to the item. The undo changed nothing.</source>
        <translation>Se deshizo una operación después de que ocurriera otra cosa con el ejemplar. Deshacer no cambió nada.</translation>
    </message>
    <message>
        <source>Two desks changed the same data of this patron while apart. The later change counts.</source>
        <translation>Dos mostradores cambiaron los mismos datos de este usuario sin verse. Vale el último cambio.</translation>
    </message>
    <message>
        <source>Two records carry the same card or barcode.</source>
        <translation>Dos registros llevan el mismo carné o código de barras.</translation>
    </message>
    <message>
        <source>Ask whose it is. Give the other one a new number, and correct that record.</source>
        <translation>Pregunte de quién es. Dé al otro un número nuevo y corrija ese registro.</translation>
    </message>
    <message>
        <source>Two desks moved the item at almost the same moment; which came first cannot be told.</source>
        <translation>Dos mostradores movieron el ejemplar casi a la vez; no se puede saber cuál fue primero.</translation>
    </message>
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
        <source>If you have the book in hand, check it in. Otherwise open the page of the item and put right what is wrong there.</source>
        <translation>Si tiene el libro en la mano, registre la devolución. Si no, abra la página del ejemplar y corrija allí lo que esté mal.</translation>
    </message>
    <message>
        <source>No book is concerned. Ask the patron which is right and correct it under quick user management.</source>
        <translation>No afecta a ningún libro. Pregunte al usuario qué es lo correcto y corríjalo en la gestión rápida de usuarios.</translation>
    </message>
    <message>
        <source>The book in hand is right: check it in if it is here. If it is not, the loan stands as it is shown.</source>
        <translation>El libro en la mano tiene razón: si está aquí, registre la devolución. Si no, el préstamo vale tal como se muestra.</translation>
    </message>
    <message>
        <source>{group}: now “{kept}”, the other desk had “{other}”.</source>
        <translation>{group}: ahora «{kept}»; el otro mostrador tenía «{other}».</translation>
    </message>
</context>
</TS>
